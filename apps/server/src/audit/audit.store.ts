import { toUSVString } from 'node:util'
import type { AuditAction } from '@maestro/contract'
import { inOrganization } from '@maestro/database'
import { v7 as uuidv7 } from 'uuid'
import { elsewhere } from '../platform/elsewhere.js'
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

/** In one statement of one shape, however many: statements with a place for each value are planned anew for each number. */
export async function insertEntries(
  tx: Transaction,
  organizationId: string,
  records: readonly AuditRecord[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_entries (id, organization_id, actor, actor_name, grant_id, action, outcome, object_kind, object_id, object_name,
      device_id, room_id, before, after, details, reason, address, request_id)
    SELECT n.id, ${organizationId}::uuid, n.actor, n."actorName", n."grantId", n.action, coalesce(n.outcome, 'done'), n."objectKind",
        n."objectId", n."objectName", n."deviceId", n."roomId", n.before, n.after, n.details, n.reason, n.address, n."requestId"
      FROM jsonb_to_recordset(${JSON.stringify(records.map(rowOf))}::jsonb)
        AS n (id uuid, actor text, "actorName" text, "grantId" uuid, action text, outcome text, "objectKind" text, "objectId" text,
          "objectName" text, "deviceId" uuid, "roomId" uuid, before jsonb, after jsonb, details jsonb, reason text, address text,
          "requestId" text)`
}

/** In the same transaction, but in another organization's record: what happened between two is kept by both. */
export async function insertElsewhere(
  tx: Transaction,
  here: string,
  there: string,
  record: AuditRecord,
): Promise<void> {
  await elsewhere(tx, here, there, () => insertEntries(tx, there, [record]))
}

export async function insertAlone(platform: Platform, organizationId: string, record: AuditRecord): Promise<void> {
  await inOrganization({ organizationId, actor: record.actor }, () =>
    insertEntries(platform.database.prisma, organizationId, [record]),
  )
}

/** Free text may hold halves of characters, which JSON in the database refuses. */
function rowOf(record: AuditRecord): AuditRecord & { readonly id: string } {
  return {
    ...record,
    id: uuidv7(),
    actorName: toUSVString(record.actorName),
    objectName: record.objectName ? toUSVString(record.objectName) : null,
    reason: record.reason ? toUSVString(record.reason) : null,
  }
}
