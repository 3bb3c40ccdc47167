import { createHash } from 'node:crypto'
import type { DeviceReplacement } from '@maestro/contract'
import type { HandedOver } from '../licenses/hand-over-licenses.js'
import type { DeviceRecord } from './devices.store.js'
import { isInUse, needsRestart } from './plan-replacement.js'
import type { SettingsTaken } from './take-over-settings.js'

type Named = { readonly id: string; readonly name: string }
export type Taken = {
  readonly groups: readonly Named[]
  readonly profiles: readonly Named[]
  readonly licenses: readonly HandedOver[]
  readonly settings: SettingsTaken
  readonly takeAssetTag: boolean
}

/** What one device takes over from another, as people see it. The hash is added by whoever shows it. */
export function takenFrom(old: DeviceRecord, next: DeviceRecord, isNew: boolean, taken: Taken): DeviceReplacement {
  const { groups, profiles, licenses, settings, takeAssetTag } = taken
  return {
    old: { id: old.id, name: old.name, serial: old.serial, modelKey: old.modelKey },
    new: { id: isNew ? null : next.id, name: next.name, serial: next.serial, modelKey: next.modelKey },
    room: old.room && { id: old.room.id, name: old.room.name },
    assetTag: takeAssetTag ? old.assetTag : null,
    settings: { taken: settings.taken, leftOut: settings.leftOut, changes: [...settings.changes] },
    restart: isInUse(next) && needsRestart(settings.changes),
    profiles: [...profiles],
    groups: [...groups],
    registration: old.registration && { mode: old.registration.mode, target: old.registration.target },
    licenses: [...licenses],
    unconfirmed: licenses.length > 0 && old.management === 'linked' && old.state !== 'staged',
    previewHash: '',
  }
}

/** SHA-256 over all that is shown, hex. */
export function replacementHash({ previewHash: _, ...shown }: DeviceReplacement): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}
