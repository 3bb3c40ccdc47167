import type { DeviceModel } from '../catalogue/device-model.js'
import type { FeatureKey } from '../catalogue/feature.js'
import { REGISTRATION_MODES, type RegistrationMode } from '../catalogue/registration-mode.js'
import { type Decision, refuse } from '../decision.js'

export const REGISTRATION_STATES = ['unknown', 'registered', 'registering', 'failed', 'not-registered'] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]

export type RegistrationRefusal = 'registration.model-cannot' | 'registration.feature-missing'

/** Whether a device may register in a mode: a question of its model first, then of its licences. */
export function decideRegistrationMode(
  model: DeviceModel,
  features: readonly FeatureKey[],
  mode: RegistrationMode,
): Decision<RegistrationRefusal> {
  if (mode === 'none') return { ok: true }
  const registration = model.registrations.find((possible) => possible.mode === mode)
  if (registration === undefined) return refuse('registration.model-cannot', { model: model.key, mode })
  const { featureNeeded } = registration
  if (featureNeeded === null || features.includes(featureNeeded)) return { ok: true }
  return refuse('registration.feature-missing', { mode, feature: featureNeeded })
}

/** What a device has can be written down without a licence, but not what its model cannot do. */
export function decideRecordedMode(model: DeviceModel, mode: RegistrationMode): Decision<'registration.model-cannot'> {
  if (mode === 'none' || model.registrations.some((possible) => possible.mode === mode)) return { ok: true }
  return refuse('registration.model-cannot', { model: model.key, mode })
}

/** The modes of a model in the order they are shown, each with its answer. */
export function registrationModes(
  model: DeviceModel,
  features: readonly FeatureKey[],
): readonly { readonly mode: RegistrationMode; readonly decision: Decision<RegistrationRefusal> }[] {
  return REGISTRATION_MODES.map((mode) => ({ mode, decision: decideRegistrationMode(model, features, mode) }))
}
