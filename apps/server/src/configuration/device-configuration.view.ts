import type { DeviceConfiguration } from '@maestro/contract'
import {
  type ConfigurationValues,
  type ConfiguredFor,
  DEFAULT_LAYER,
  diffConfiguration,
  type EffectiveValue,
  findSetting,
  firmwareInDoubt,
  type Layer,
  leftOutValues,
  type PinnedLayer,
  valuesSet,
} from '@maestro/domain'
import type { LayerNames } from '../profiles/layer-names.queries.js'
import type { DeviceFacts } from './device-facts.queries.js'
import { hideSecret, isSecret, shown } from './secrets.js'

type Value = DeviceConfiguration['values'][number]
type NotOnFirmware = NonNullable<DeviceConfiguration['notOnFirmware']>[number]
type Pending = NonNullable<DeviceConfiguration['pending']>[number]

/** A value in effect, as people may see it, with what the device says of it. */
export function showValue(
  { modelKey, firmware }: Pick<DeviceFacts, 'modelKey' | 'firmware'>,
  value: EffectiveValue,
  stack: readonly PinnedLayer[],
  names: LayerNames,
  reported: ConfigurationValues,
): Value {
  const { key } = value
  const setting = findSetting(modelKey, key)
  const needsFirmware = setting ? firmwareInDoubt(setting, value.value, firmware) : null
  const said = Object.hasOwn(reported, key) ? { reported: shown(hideSecret(key, reported[key] ?? null)) } : {}
  return {
    key,
    value: shown(hideSecret(key, value.value)),
    layer: names.of(value.layer, stack),
    beat: value.beat.map((beaten) => ({
      ...names.of(beaten.layer, stack),
      value: shown(hideSecret(key, beaten.value)),
      reason: beaten.reason,
    })),
    locked: value.lockedBy !== null,
    lockedBy: value.lockedBy && names.of(value.lockedBy, stack),
    secret: isSecret(key),
    ...said,
    ...(needsFirmware ? { needsFirmware } : {}),
  }
}

/** What a deployment of today's profiles would change. */
export function showPending(
  released: ConfigurationValues,
  wanted: readonly EffectiveValue[],
  stack: readonly PinnedLayer[],
  names: LayerNames,
): Pending[] {
  const layers = new Map(wanted.map(({ key, layer }) => [key, layer]))
  return diffConfiguration(released, valuesSet(wanted)).map(({ key, before, after }) => ({
    key,
    before: shown(hideSecret(key, before)),
    after: shown(hideSecret(key, after)),
    layer: names.of(after === null ? DEFAULT_LAYER : (layers.get(key) ?? DEFAULT_LAYER), stack),
  }))
}

/** What layers set and the device's firmware lacks: it comes as a change that waits, once the device runs another. */
export function showNotOnFirmware(
  device: ConfiguredFor,
  layers: readonly Layer[],
  stack: readonly PinnedLayer[],
  names: LayerNames,
): NotOnFirmware[] {
  return leftOutValues(device, layers).flatMap(({ key, value, layer, firmware }) =>
    firmware === undefined
      ? []
      : [{ key, value: shown(hideSecret(key, value)), layer: names.of(layer, stack), needsFirmware: firmware }],
  )
}
