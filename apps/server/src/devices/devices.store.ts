import { Prisma } from '@maestro/database'
import { notFound, Refused } from '../platform/http/refused.js'

export type DeviceRecord = Prisma.DeviceGetPayload<{ include: { registration: true; room: true } }>

/** A device of the organization at work, locked until the transaction ends; 404 when it is not there. */
export async function loadDevice(tx: Prisma.TransactionClient, deviceId: string): Promise<DeviceRecord> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findFirst({ where: { id: deviceId }, include: { registration: true, room: true } })
  if (!device) throw notFound()
  return device
}

/** In the order in which everybody locks devices. */
export async function lockDevices(tx: Prisma.TransactionClient, deviceIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ANY (${[...deviceIds]}::uuid[]) ORDER BY id FOR UPDATE`
}

/**
 * Moves between the same organizations one after the other, whichever way they go: each writes the counters of both, and
 * two that meet would wait for each other for ever.
 */
export async function holdMoves(tx: Prisma.TransactionClient, organizationIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(organizationIds)].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('device moves'), hashtext(${id}))`
}

export async function insertDevice(
  tx: Prisma.TransactionClient,
  data: Prisma.DeviceUncheckedCreateInput,
): Promise<void> {
  try {
    await tx.device.create({ data })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refused('device.serial-taken', { vendor: data.vendor, serial: data.serial })
    throw error
  }
}

export async function changeDevice(
  tx: Prisma.TransactionClient,
  deviceId: string,
  data: Prisma.DeviceUncheckedUpdateInput,
): Promise<void> {
  await tx.device.update({ where: { id: deviceId }, data: { ...data, version: { increment: 1 } } })
}

export async function saveRegistration(
  tx: Prisma.TransactionClient,
  data: Prisma.RegistrationUncheckedCreateInput,
): Promise<void> {
  const { deviceId, organizationId: _, ...rest } = data
  await tx.registration.upsert({ where: { deviceId }, create: data, update: { ...rest, version: { increment: 1 } } })
}

/** A room of the organization at work, or a refusal that names the field. */
export async function assertRoom(tx: Prisma.TransactionClient, roomId: string | null | undefined): Promise<void> {
  if (!roomId) return
  const room = await tx.room.findFirst({ where: { id: roomId }, select: { id: true } })
  if (!room) throw new Refused('room.not-found')
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** A device with everything its page shows. */
export type DeviceRow = Prisma.DeviceGetPayload<{
  include: { room: true; status: true; registration: true; released: true; activations: { include: { pool: true } } }
}>
