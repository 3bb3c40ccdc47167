import type { SettingValue } from '../catalogue/setting.js'
import type { ScopeKind } from './stack.js'

/** Stands for a secret in a file: as it is. Exports hold nothing else in its place. */
export const UNCHANGED_SECRET = { $secret: 'unchanged' } as const
/** Stands for a secret in a plan that sets one; the value itself is in the wanted file only. */
export const CHANGED_SECRET = { $secret: 'changed' } as const

export type FileValue = SettingValue | typeof UNCHANGED_SECRET
export type FileValues = Readonly<Record<string, FileValue>>

/** By name, whatever its case. */
export type FileProfile = {
  readonly name: string
  readonly description?: string | undefined
  readonly values: FileValues
  readonly locked?: readonly string[] | undefined
}

/** By name, whatever its case. With a rule, or with its devices by serial, or with neither, but never with both. */
export type FileGroup = {
  readonly name: string
  readonly description?: string | undefined
  readonly priority: number
  readonly rule?: Readonly<Record<string, unknown>> | undefined
  readonly devices?: readonly string[] | undefined
}

/** A place's path, a room's or group's name, a model's key, a device's serial; none for the organization. */
export type FileScope = { readonly kind: ScopeKind; readonly name?: string | undefined }

export type FileAssignment = { readonly profile: string; readonly scope: FileScope; readonly priority: number }

/** What a device's own layer sets. Devices themselves are neither made nor removed by a file. */
export type FileDevice = { readonly serial: string; readonly values: FileValues }

/** By name. `from` and `to` are instants (ISO 8601); without a location it is the whole organization's. */
export type FileFreezePeriod = {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly location?: string | undefined
}

/** All configuration of an organization, to be kept outside of it. A section left out is an empty one. */
export type ConfigurationFile = {
  readonly version: 1
  readonly profiles?: readonly FileProfile[] | undefined
  readonly groups?: readonly FileGroup[] | undefined
  readonly assignments?: readonly FileAssignment[] | undefined
  readonly devices?: readonly FileDevice[] | undefined
  readonly freezePeriods?: readonly FileFreezePeriod[] | undefined
}

export function isUnchangedSecret(value: unknown): value is typeof UNCHANGED_SECRET {
  return typeof value === 'object' && value !== null && '$secret' in value && value.$secret === 'unchanged'
}
