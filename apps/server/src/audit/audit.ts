import type { AuditAction } from '@maestro/contract'
import { inOrganization, type Prisma } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'

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

/** The actor's half of an entry, from whoever asks. */
export function actorOf(
  caller: Caller,
): Pick<AuditRecord, 'actor' | 'actorName' | 'grantId' | 'address' | 'requestId'> {
  return {
    actor: caller.actor,
    actorName: caller.name,
    grantId: caller.grantId,
    address: caller.address,
    requestId: caller.requestId,
  }
}

/** The actor's half of an entry, for what the house does by itself. */
export function systemActor(name: string): Pick<AuditRecord, 'actor' | 'actorName'> {
  return { actor: `system:${name}`, actorName: 'Maestro' }
}

/** Writes the audit: always in the transaction of what happened, so that neither is there without the other. */
@Injectable()
export class Audit {
  constructor(private readonly platform: Platform) {}

  async record(
    tx: Prisma.TransactionClient,
    organizationId: string,
    ...records: readonly AuditRecord[]
  ): Promise<void> {
    if (records.length === 0) return
    const data = records.map((record) => rowOf(organizationId, record))
    await tx.auditEntry.createMany({ data })
    this.platform.live.publish(
      organizationId,
      'audit',
      data.map((row) => row.deviceId ?? row.roomId).filter((id) => typeof id === 'string'),
    )
  }

  /** For what has no transaction of its own: sign-ins, refusals, exports. */
  async recordAlone(organizationId: string, record: AuditRecord): Promise<void> {
    await inOrganization({ organizationId, actor: record.actor }, async () => {
      await this.platform.database.prisma.auditEntry.create({ data: rowOf(organizationId, record) })
    })
    this.platform.live.publish(organizationId, 'audit', [])
  }
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
