import type { AuditEntry } from '@maestro/contract'

export type AuditRow = {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly actor_name: string
  readonly grant_id: string | null
  readonly action: string
  readonly outcome: string
  readonly object_kind: string
  readonly object_id: string | null
  readonly object_name: string | null
  readonly device_id: string | null
  readonly room_id: string | null
  readonly before: unknown
  readonly after: unknown
  readonly details: unknown
  readonly reason: string | null
  readonly address: string | null
  readonly request_id: string | null
  readonly deployment: AuditEntry['deployment']
}

export function showEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: actorIn(row),
    grantId: row.grant_id,
    action: row.action,
    outcome: row.outcome as AuditEntry['outcome'],
    object: { kind: row.object_kind, id: row.object_id, name: row.object_name },
    deviceId: row.device_id,
    roomId: row.room_id,
    before: row.before ?? null,
    after: row.after ?? null,
    details: row.details as AuditEntry['details'],
    reason: row.reason,
    deployment: row.deployment,
    address: row.address,
    requestId: row.request_id,
  }
}

/** Actors are kept as `kind:id`. */
function actorIn({ actor, actor_name: name }: AuditRow): AuditEntry['actor'] {
  const colon = actor.indexOf(':')
  return { kind: actor.slice(0, colon) as AuditEntry['actor']['kind'], id: actor.slice(colon + 1), name }
}
