import type { OfficeHours, RoomType } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

/** What people say of a room. */
export type RoomFacts = {
  readonly name: string
  readonly type: RoomType
  readonly seats: number | null
  readonly timeZone: string
  readonly language: string | null
  readonly locationId: string | null
  readonly expected: Readonly<Record<string, number>>
  readonly officeHours: readonly OfficeHours[]
}

export async function insertRoom(
  tx: Transaction,
  row: RoomFacts & { readonly id: string; readonly organizationId: string },
): Promise<void> {
  await tx.room.create({ data: stored(row) })
}

export async function lockRoom(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<{ facts: RoomFacts; version: number } | null> {
  await tx.$queryRaw`SELECT id FROM rooms WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`
  const row = await tx.room.findFirst({ where: { organizationId, id } })
  if (!row) return null
  const { name, seats, timeZone, language, locationId, version } = row
  const expected = row.expected as RoomFacts['expected']
  const officeHours = (row.officeHours ?? []) as unknown as RoomFacts['officeHours']
  const type = row.type as RoomType
  return { facts: { name, type, seats, timeZone, language, locationId, expected, officeHours }, version }
}

function stored<T extends RoomFacts>(facts: T) {
  return { ...facts, officeHours: facts.officeHours.map(({ day, from, to }) => ({ day, from, to })) }
}

export async function updateRoom(tx: Transaction, id: string, facts: RoomFacts): Promise<void> {
  await tx.room.update({ where: { id }, data: { ...stored(facts), version: { increment: 1 } } })
}

export function countDevices(tx: Transaction, organizationId: string, roomId: string): Promise<number> {
  return tx.device.count({ where: { organizationId, roomId, state: { not: 'retired' } } })
}

/** Retired devices do not hold a room: their history still says where they stood. */
export async function deleteRoom(tx: Transaction, organizationId: string, id: string): Promise<void> {
  await tx.device.updateMany({ where: { organizationId, roomId: id, state: 'retired' }, data: { roomId: null } })
  await tx.room.delete({ where: { id } })
}

export async function hasLocation(tx: Transaction, organizationId: string, id: string): Promise<boolean> {
  return (await tx.location.count({ where: { organizationId, id } })) === 1
}

/** The time zone of the organization: a room's, unless it says otherwise. */
export async function findTimeZone(tx: Transaction, organizationId: string): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  })
  return timeZone
}
