import { notFound, Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { type DeviceToLicense, lockDevicesToLicense } from './activations.store.js'

/** The device that a licence is for, locked; a retired one takes none. */
export async function loadDeviceForLicense(
  tx: Transaction,
  organizationId: string,
  deviceId: string,
): Promise<DeviceToLicense> {
  const [device] = await lockDevicesToLicense(tx, organizationId, [deviceId])
  if (!device) throw notFound()
  if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
  return device
}

export type ReachableDevice = { readonly id: string; readonly name: string; readonly roomId: string | null }

/** Those of the devices that Maestro speaks with; the others hold no licence file, or get theirs when they enrol. */
export function reachableDevices(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<ReachableDevice[]> {
  return tx.$queryRaw<ReachableDevice[]>`
    SELECT id, name, room_id AS "roomId" FROM devices WHERE organization_id = ${organizationId}::uuid
      AND id = ANY (${[...deviceIds]}::uuid[]) AND state = 'active' AND management = 'linked' ORDER BY id`
}
