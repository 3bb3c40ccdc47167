import type { LocationKind } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

export type LocationRow = {
  readonly id: string
  readonly parentId: string | null
  readonly kind: LocationKind
  readonly name: string
  readonly version: number
}
type Place = { readonly id: string; readonly kind: LocationKind }

/** One change of an organization's tree at a time: two moves could make a ring that neither would make alone. */
export async function lockTree(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('locations'), hashtext(${organizationId}))`
}

export async function findLocation(tx: Transaction, organizationId: string, id: string): Promise<LocationRow | null> {
  const row = await tx.location.findFirst({ where: { organizationId, id } })
  return row && { ...row, kind: row.kind as LocationKind }
}

/** From the root down to the location itself; empty when there is none of this id. */
export function findBranch(tx: Transaction, organizationId: string, id: string): Promise<Place[]> {
  return tx.$queryRaw<Place[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_id, kind, 0 AS distance FROM locations
       WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
      UNION ALL
      SELECT l.id, l.parent_id, l.kind, up.distance + 1 FROM locations l JOIN up ON l.id = up.parent_id
       WHERE l.organization_id = ${organizationId}::uuid)
    SELECT id, kind FROM up ORDER BY distance DESC`
}

/** Levels below a location; 0 when nothing hangs below it. */
export async function findHeight(tx: Transaction, organizationId: string, id: string): Promise<number> {
  const rows = await tx.$queryRaw<{ height: number }[]>`
    WITH RECURSIVE down AS (
      SELECT id, 0 AS depth FROM locations WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
      UNION ALL
      SELECT l.id, down.depth + 1 FROM locations l JOIN down ON l.parent_id = down.id
       WHERE l.organization_id = ${organizationId}::uuid)
    SELECT coalesce(max(depth), 0)::int AS height FROM down`
  return rows[0]?.height ?? 0
}

export async function findChildKinds(tx: Transaction, organizationId: string, id: string): Promise<LocationKind[]> {
  const where = { organizationId, parentId: id }
  const rows = await tx.location.findMany({ where, distinct: ['kind'], select: { kind: true } })
  return rows.map((row) => row.kind as LocationKind)
}

export async function insertLocation(
  tx: Transaction,
  row: Omit<LocationRow, 'version'> & { readonly organizationId: string },
): Promise<void> {
  await tx.location.create({ data: row })
}

export async function updateLocation(
  tx: Transaction,
  id: string,
  change: Pick<LocationRow, 'name' | 'kind' | 'parentId'>,
): Promise<void> {
  await tx.location.update({ where: { id }, data: { ...change, version: { increment: 1 } } })
}

export async function isEmpty(tx: Transaction, organizationId: string, id: string): Promise<boolean> {
  const [room, child] = [
    await tx.room.findFirst({ where: { organizationId, locationId: id }, select: { id: true } }),
    await tx.location.findFirst({ where: { organizationId, parentId: id }, select: { id: true } }),
  ]
  return room === null && child === null
}

export async function deleteLocation(tx: Transaction, id: string): Promise<void> {
  await tx.location.delete({ where: { id } })
}
