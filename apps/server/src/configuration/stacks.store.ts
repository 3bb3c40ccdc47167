import { createHash } from 'node:crypto'
import { type PinnedLayer, stackKey } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '../platform/platform.js'

/** Ids of stacks by their {@link stackKey}; new ones are written, in one statement. The same layers are one row. */
export async function saveStacks(
  tx: Transaction,
  organizationId: string,
  stacks: ReadonlyMap<string, readonly PinnedLayer[]>,
): Promise<ReadonlyMap<string, string>> {
  if (stacks.size === 0) return new Map()
  const rows = [...stacks]
    .map(([key, layers]) => ({ id: uuidv7(), hash: createHash('sha256').update(key).digest('hex'), layers, key }))
    .sort((left, right) => (left.hash < right.hash ? -1 : 1))
  const known = await idsByHash(tx, organizationId, rows)
  const fresh = rows.filter(({ hash }) => !known.has(hash))
  if (fresh.length > 0) {
    await tx.$executeRaw`
      INSERT INTO configuration_stacks (id, organization_id, hash, layers)
      SELECT n.id, ${organizationId}::uuid, n.hash, n.layers FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
        AS n (id uuid, hash text, layers jsonb)
      ON CONFLICT (organization_id, hash) DO NOTHING`
  }
  const all = fresh.length > 0 ? new Map([...known, ...(await idsByHash(tx, organizationId, fresh))]) : known
  return new Map(rows.map(({ key, hash }) => [key, all.get(hash) ?? '']))
}

async function idsByHash(
  tx: Transaction,
  organizationId: string,
  rows: readonly { hash: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await tx.$queryRaw<{ id: string; hash: string }[]>`SELECT id, hash FROM configuration_stacks
    WHERE organization_id = ${organizationId}::uuid AND hash = ANY (${rows.map(({ hash }) => hash)}::text[])`
  return new Map(found.map(({ id, hash }) => [hash, id]))
}

/** The layers of stacks, broadest first. */
export async function loadStacks(
  tx: Transaction,
  organizationId: string,
  stackIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PinnedLayer[]>> {
  if (stackIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; layers: PinnedLayer[] }[]>`SELECT id, layers FROM configuration_stacks
    WHERE organization_id = ${organizationId}::uuid AND id = ANY (${[...new Set(stackIds)]}::uuid[])`
  return new Map(rows.map(({ id, layers }) => [id, layers]))
}
