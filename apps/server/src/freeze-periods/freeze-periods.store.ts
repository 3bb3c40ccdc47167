import type { Transaction } from '../platform/platform.js'

export type FreezeFields = {
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly locationId: string | null
}

export async function insertFreeze(
  tx: Transaction,
  row: FreezeFields & { id: string; organizationId: string; createdBy: string; createdByName: string },
): Promise<void> {
  await tx.freezePeriod.create({ data: row })
}

export async function lockFreeze(tx: Transaction, organizationId: string, id: string) {
  await tx.$queryRaw`SELECT 1 FROM freeze_periods WHERE id = ${id}::uuid FOR UPDATE`
  return tx.freezePeriod.findFirst({ where: { organizationId, id } })
}

export async function updateFreeze(tx: Transaction, id: string, fields: FreezeFields): Promise<void> {
  await tx.freezePeriod.update({ where: { id }, data: { ...fields, version: { increment: 1 } } })
}

export async function deleteFreeze(tx: Transaction, id: string): Promise<void> {
  await tx.freezePeriod.delete({ where: { id } })
}

export async function locationExists(tx: Transaction, organizationId: string, id: string): Promise<boolean> {
  return (await tx.location.count({ where: { organizationId, id } })) > 0
}
