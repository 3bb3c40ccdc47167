import type { AuditAction } from '@maestro/contract'
import { inOrganization, type Prisma } from '@maestro/database'
import { v7 as uuidv7 } from 'uuid'
import type { Platform, Transaction } from '../platform/platform.js'

/** What happened. Before and after never hold a secret: record that it changed. */
export type AuditRecord = {
  readonly actor: string
  readonly actorName: string
  readonly grantId?: string | null
  readonly action: AuditAction
  readonly outcome?: 'done' | 'refused' | 'failed'
  readonly objectKind: string
  readonly objectId?: string | null
  readonly objectName?: string | null
  readonly deviceId?: string | null
  readonly roomId?: string | null
  readonly before?: unknown
  readonly after?: unknown
  readonly details?: unknown
  readonly reason?: string | null | undefined
  readonly address?: string | null
  readonly requestId?: string | null
}

export async function insertEntries(
  tx: Transaction,
  organizationId: string,
  records: readonly AuditRecord[],
): Promise<void> {
  await tx.auditEntry.createMany({ data: records.map((record) => rowOf(organizationId, record)) })
}

/** In the same transaction, but in another organization's record: what happened between two is kept by both. */
export async function insertElsewhere(
  tx: Transaction,
  here: string,
  elsewhere: string,
  record: AuditRecord,
): Promise<void> {
  await tx.$queryRaw`SELECT set_config('app.organization_id', ${elsewhere}, true)`
  await insertEntries(tx, elsewhere, [record])
  await tx.$queryRaw`SELECT set_config('app.organization_id', ${here}, true)`
}

export async function insertAlone(platform: Platform, organizationId: string, record: AuditRecord): Promise<void> {
  await inOrganization({ organizationId, actor: record.actor }, () =>
    insertEntries(platform.database.prisma, organizationId, [record]),
  )
}

function rowOf(organizationId: string, record: AuditRecord): Prisma.AuditEntryCreateManyInput {
  const { before, after, details, ...rest } = record
  return {
    id: uuidv7(),
    organizationId,
    ...rest,
    outcome: record.outcome ?? 'done',
    objectId: record.objectId ?? null,
    reason: record.reason ?? null,
    ...json('before', before),
    ...json('after', after),
    ...json('details', details),
  }
}

function json<K extends string>(name: K, value: unknown): Partial<Record<K, Prisma.InputJsonValue>> {
  return value === undefined || value === null ? {} : ({ [name]: value } as Record<K, Prisma.InputJsonValue>)
}
