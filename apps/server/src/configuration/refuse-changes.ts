import {
  applyChanges,
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  findFeature,
  findModel,
  missingValues,
  validateChanges,
} from '@maestro/domain'
import type { Caller } from '../platform/http/caller.js'
import { type FieldError, Refused } from '../platform/http/refused.js'
import { type ConfiguredDevice, featuresOf } from './configuration.store.js'
import type { LayersBelow } from './layers-below.js'
import { isSecret } from './secrets.js'

/** Refuses a change of the values of a device's own layer, each key with its reason, before anything is saved or sent. */
export function assertChanges(
  caller: Caller,
  device: ConfiguredDevice,
  { values, below }: { readonly values: ConfigurationValues; readonly below: LayersBelow },
): void {
  const { changes } = below
  if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
  if (device.management === 'recorded') throw new Refused('device.not-linked', { name: device.name })
  const decision = validateChanges(device.modelKey, featuresOf(device), changes, 'device', device.firmwareVersion)
  const wrong = decision.ok ? below.locks : [...decision.errors, ...below.locks]
  const errors = wrong.length > 0 ? wrong : missingValues(device.modelKey, below.with(applyChanges(values, changes)))
  if (errors.length === 0) return
  const features = [...new Set(errors.flatMap((error) => error.feature ?? []))]
  throw new Refused(
    'configuration.refused',
    features.length > 0 ? { features } : {},
    errors.map((error) => fieldOf(caller, device, changes, error)),
  )
}

function fieldOf(
  caller: Caller,
  device: ConfiguredDevice,
  changes: ConfigurationInput,
  error: ConfigurationError,
): FieldError {
  const value = isSecret(error.key) ? '' : changes[error.key]
  const feature = error.feature
    ? { feature: findFeature(error.feature)?.name[caller.language] ?? error.feature, featureKey: error.feature }
    : {}
  const model = findModel(device.modelKey)?.name ?? device.modelKey
  return { path: error.key, code: error.code, params: { key: error.key, value, ...error.params, ...feature, model } }
}
