import {
  type ConfigurationValues,
  concreteSettingsOf,
  type Drift,
  driftOf,
  fromDocument,
  isJsonObject,
  type Json,
  sameValue,
} from '@maestro/domain'
import type { Judgement, ReportingDevice, StoredDrift } from './drift.store.js'

export type Verdict = {
  readonly device: ReportingDevice
  /** New, or no longer the same difference. */
  readonly found: readonly StoredDrift[]
  readonly gone: readonly { readonly key: string }[]
  readonly judgement: Judgement
}

/**
 * Compares what a device reports with what was released to it. Only once the device has answered what was released:
 * before that it is on its way, and what was found earlier stands.
 */
export function judgeDevice(device: ReportingDevice): Verdict {
  const { id: deviceId, reportedAt, judged } = device
  if (!hasAnswered(device)) {
    const judgement = { deviceId, reportedAt, version: judged?.version ?? 0, firmware: judged?.firmware ?? null }
    return { device, found: [], gone: [], judgement }
  }
  const version = device.releasedVersion
  const firmware = judged?.version === version ? judged.firmware : device.firmwareVersion
  const drifts = driftsOf(device, firmware !== device.firmwareVersion)
  return {
    device,
    found: drifts.filter((drift) => !device.drifts.some((before) => isSame(before, drift))),
    gone: device.drifts.filter(({ key }) => !drifts.some((drift) => drift.key === key)),
    judgement: { deviceId, reportedAt, version, firmware },
  }
}

/** What was released was applied, or refused in whole or in part: then the refused values differ, and why is known. */
function hasAnswered({ releasedVersion, appliedVersion, desiredVersion, applyStatus }: ReportingDevice): boolean {
  if (releasedVersion === 0 || appliedVersion >= releasedVersion) return true
  return desiredVersion >= releasedVersion && (applyStatus === 'failed' || applyStatus === 'partial')
}

function driftsOf(device: ReportingDevice, firmwareChanged: boolean): readonly Drift[] {
  const lastFailed = device.appliedVersion < device.releasedVersion
  const refused = lastFailed && device.applyStatus === 'partial' ? refusedKeys(device.applyErrors) : null
  const facts = {
    wanted: valuesIn(device.document),
    reported: valuesIn(device.settings),
    firmware: device.firmwareVersion,
    firmwareChanged,
    settings: concreteSettingsOf(device.modelKey),
  }
  if (!refused) return driftOf({ ...facts, lastFailed })
  // Of a push that was refused in part only the refused values failed.
  const failed = driftOf({ ...facts, lastFailed: true }).filter(({ key }) => refused.has(key))
  const others = driftOf({ ...facts, lastFailed: false }).filter(({ key }) => !refused.has(key))
  return [...failed, ...others]
}

function valuesIn(document: Json): ConfigurationValues {
  return isJsonObject(document) ? fromDocument(document) : {}
}

/** The keys that a device named in its refusal, by JSON pointers such as `/settings/display/2/role`. */
function refusedKeys(errors: Json): ReadonlySet<string> {
  const pointers = Array.isArray(errors) ? errors.flatMap((error) => (isJsonObject(error) ? [error['path']] : [])) : []
  return new Set(
    pointers.flatMap((pointer) => {
      if (typeof pointer !== 'string' || !pointer.startsWith('/settings/')) return []
      const names = pointer
        .split('/')
        .slice(2)
        .map((name) => name.replace(/~1/gu, '/').replace(/~0/gu, '~'))
      return Object.keys(fromDocument(names.reduceRight<Json>((inner, name) => ({ [name]: inner }), true) as never))
    }),
  )
}

function isSame(before: StoredDrift, now: Drift): boolean {
  if (before.key !== now.key || before.cause !== now.cause || !sameValue(before.wanted, now.wanted)) return false
  return sameValue(before.reported, now.reported)
}
