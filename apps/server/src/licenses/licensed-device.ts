import { notFound, Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import type { DeviceRecord } from './licenses.store.js'

/** The device that a licence is for, locked; a retired one takes none. */
export async function loadDeviceForLicense(tx: Transaction, deviceId: string): Promise<DeviceRecord> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findFirst({ where: { id: deviceId } })
  if (!device) throw notFound()
  if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
  return device
}
