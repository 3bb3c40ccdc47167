import type { FeatureKey } from './feature.js'
import type { RegistrationMode } from './registration-mode.js'

export type DeviceFamily = 'room-system' | 'soft-client' | 'desktop' | 'third-party'
export type Management = 'linked' | 'adapter' | 'recorded'
export type ContentSharing = 'miracast' | 'barco-clickshare'

/** The most of each a model can have; null when the maker never said. */
export type ModelLimits = {
  readonly screens: number | null
  readonly cameras: number | null
  readonly hdmiInputs: number | null
}

/** A registration a model is capable of, and the feature it must be licensed for, if any. */
export type ModelRegistration = { readonly mode: RegistrationMode; readonly featureNeeded: FeatureKey | null }

export type DeviceModel = {
  readonly key: string
  readonly vendor: string
  readonly name: string
  /** The name the maker sold it under later, where it changed. */
  readonly laterName: string | null
  readonly family: DeviceFamily
  readonly roomSize: 'huddle' | 'conference' | null
  readonly seats: { readonly from: number; readonly to: number } | null
  readonly limits: ModelLimits
  readonly cameraModels: readonly string[]
  readonly contentSharing: readonly ContentSharing[]
  readonly licensable: readonly FeatureKey[]
  readonly registrations: readonly ModelRegistration[]
  /** How a new device of this model is managed unless a person says otherwise. */
  readonly management: Management
  /** Which of its family's settings it has: the core ones, or all. */
  readonly settings: 'core' | 'all'
}
