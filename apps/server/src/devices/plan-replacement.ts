import { v7 as uuidv7 } from 'uuid'
import type { Audit } from '../audit/audit.js'
import type { ShownChange } from '../configuration/resolve-configuration.js'
import { announceDirect, type DirectActor, openDirect, plantDirect } from '../deployments/direct-deployment.js'
import type { LicenseChange } from '../licenses/plan-licenses.js'
import type { Platform, Transaction } from '../platform/platform.js'
import type { DeviceRecord } from './devices.store.js'

type About = {
  readonly by: DirectActor
  readonly organizationId: string
  readonly settings: readonly ShownChange[]
  readonly licenses: readonly LicenseChange[]
  readonly reason: string | null
}
export type PlannedReplacement = {
  readonly organizationId: string
  readonly deploymentId: string
  readonly deviceId: string
}

/** One deployment brings a device that is there already all that it took over; one that has yet to enrol gets it then. */
export async function planReplacement(
  tx: Transaction,
  audit: Audit,
  next: DeviceRecord,
  { by, organizationId, settings, licenses, reason }: About,
): Promise<PlannedReplacement | null> {
  if (!isInUse(next)) return null
  const id = uuidv7()
  const plain = { id, organizationId, kind: 'configuration' as const, by, reason, failurePercent: null }
  const deployment = { ...plain, title: `${next.name} (${next.serial})` }
  const features = licenses
    .filter(({ deviceId }) => deviceId === next.id)
    .map(({ feature, before, after }) => ({ key: `license.${feature}`, before, after }))
  const changes = settings.map(({ key, before, after }) => ({ key, before, after }))
  const { name, roomId } = next
  await openDirect(tx, deployment, [next.id])
  await plantDirect(tx, audit, deployment, [
    { deviceId: next.id, name, roomId, changes: [...changes, ...features], restart: needsRestart(settings) },
  ])
  return { organizationId, deploymentId: id, deviceId: next.id }
}

/** A device that something goes out to now; any other gets it all when it enrols. */
export function isInUse({ state, management }: DeviceRecord): boolean {
  return state === 'active' && management === 'linked'
}

export function needsRestart(changes: readonly ShownChange[]): boolean {
  return changes.some(({ restart }) => restart)
}

/** After the commit. */
export async function announceReplacement(platform: Platform, planned: PlannedReplacement | null): Promise<void> {
  if (planned) await announceDirect(platform, planned.organizationId, planned.deploymentId, [planned.deviceId])
}
