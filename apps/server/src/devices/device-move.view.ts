import { createHash } from 'node:crypto'
import type { DeviceMove } from '@maestro/contract'
import type { DeviceRecord } from './devices.store.js'
import type { Destination } from './move-destination.js'
import type { LetGo } from './retire-device.js'

type Named = { readonly id: string; readonly name: string }
export type LeftBehind = LetGo & { readonly groups: readonly Named[]; readonly settings: readonly string[] }

/** What a device leaves behind, as people see it. The hash is added by whoever shows it. */
export function moveOf(device: DeviceRecord, to: Destination, left: LeftBehind): DeviceMove {
  const { id, name, serial, modelKey, room, assetTag, registration } = device
  const isLinked = device.management === 'linked'
  return {
    device: { id, name, serial, modelKey },
    to: { id: to.id, name: to.name },
    enrols: isLinked,
    room: room && { id: room.id, name: room.name },
    assetTag,
    settings: [...left.settings],
    profiles: [...left.profiles],
    groups: [...left.groups],
    registration: registration && { mode: registration.mode, target: registration.target },
    deployments: [...left.deployments],
    licenses: left.features.map((featureKey) => ({ featureKey })),
    unconfirmed: left.features.length > 0 && isLinked && device.state !== 'staged',
    previewHash: '',
  }
}

/** SHA-256 over all that is shown, hex. */
export function moveHash({ previewHash: _, ...shown }: DeviceMove): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}
