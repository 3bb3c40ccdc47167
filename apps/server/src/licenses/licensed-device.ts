import type { Prisma } from '@maestro/database'
import { notFound, Refused } from '../platform/http/refused.js'

export type DeviceRecord = Prisma.DeviceGetPayload<object>

/** The device that a licence is for, locked; a retired one takes none. */
export async function loadDeviceForLicense(tx: Prisma.TransactionClient, deviceId: string): Promise<DeviceRecord> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findFirst({ where: { id: deviceId } })
  if (!device) throw notFound()
  if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
  return device
}
