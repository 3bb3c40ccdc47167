import { compareFirmware, type FirmwareBounds, isKnownFirmware, isOnFirmware } from './firmware.js'
import type { Setting, SettingValue } from './setting.js'
import { type ConcreteSetting, concreteSettingsOf, settingsOf } from './settings-of-model.js'

/** Where a value exists, unless it is everywhere: the setting's own bounds, then those of the value or a set's members. */
export function firmwareBoundsOf(setting: Setting, value: SettingValue | null): readonly FirmwareBounds[] {
  const { firmware } = setting
  if (firmware === null) return []
  const { since, until, values = {} } = firmware
  const own = since === undefined && until === undefined ? [] : [boundsBetween(since, until)]
  const members = Array.isArray(value) ? value : [value]
  return [...own, ...members.flatMap((member) => (Object.hasOwn(values, member) ? (values[member] ?? []) : []))]
}

/** The bounds that a device's firmware lies outside of, so that it lacks the value; null when it has it, or may have it. */
export function firmwareNeededFor(
  setting: Setting,
  value: SettingValue | null,
  firmware: string | null,
): FirmwareBounds | null {
  if (setting.firmware === null || firmware === null) return null
  return firmwareBoundsOf(setting, value).find((bounds) => !isOnFirmware(bounds, firmware)) ?? null
}

/** The bounds to name where a device has not said what it runs; null where they do not matter or are met. */
export function firmwareInDoubt(
  setting: Setting,
  value: SettingValue | null,
  firmware: string | null,
): FirmwareBounds | null {
  return isKnownFirmware(firmware) ? null : (firmwareBoundsOf(setting, value)[0] ?? null)
}

/** The concrete settings a model has on one firmware, each with the values it has there; all of them where it is not known. */
export function settingsOn(modelKey: string, firmware: string | null): readonly ConcreteSetting[] {
  const settings = concreteSettingsOf(modelKey)
  if (!isKnownFirmware(firmware)) return settings
  return settings
    .filter((setting) => firmwareNeededFor(setting, null, firmware) === null)
    .map((setting) => (setting.firmware?.values === undefined ? setting : withValuesOn(setting, firmware)))
}

function withValuesOn(setting: ConcreteSetting, firmware: string): ConcreteSetting {
  const values = setting.values?.filter((value) => firmwareNeededFor(setting, value, firmware) === null) ?? null
  return { ...setting, values }
}

const stepsOfModels = new Map<string, readonly string[]>()

/**
 * How many of a model's bounds a firmware has passed: on all firmware of one step the model has the same settings. Null
 * when the firmware is not known.
 */
export function firmwareStep(modelKey: string, firmware: string | null): number | null {
  if (!isKnownFirmware(firmware)) return null
  return stepsOf(modelKey).filter((bound) => compareFirmware(firmware, bound) >= 0).length
}

function stepsOf(modelKey: string): readonly string[] {
  const known = stepsOfModels.get(modelKey)
  if (known !== undefined) return known
  const settings = settingsOf(modelKey)
  const bounds = settings.flatMap(({ firmware }) =>
    firmware === null ? [] : [firmware, ...Object.values(firmware.values ?? {})],
  )
  const steps = [...new Set(bounds.flatMap(({ since, until }) => [since ?? [], until ?? []].flat()))]
  // Only models of the catalogue: whatever else people ask for must not fill the memory.
  if (settings.length > 0) stepsOfModels.set(modelKey, steps)
  return steps
}

function boundsBetween(since: string | undefined, until: string | undefined): FirmwareBounds {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }
}
