import { Prisma } from '@maestro/database'
import { statesBefore, type TargetReason, type TargetState } from '@maestro/domain'

export type ReasonParams = Readonly<Record<string, unknown>>

/** An open target with what is known of its device; the row is locked until the transaction ends. */
export type OpenTarget = {
  id: string
  deploymentId: string
  deviceId: string
  state: TargetState
  attempts: number
  changes: Prisma.JsonValue
  desiredVersion: number
  nextAttemptAt: Date | null
  sentAt: Date | null
  deviceName: string
  roomId: string | null
  deviceState: string
  connection: string
  inCall: boolean
  releasedVersion: number | null
  document: Prisma.JsonValue
  heldVersion: number
  appliedVersion: number
  applyStatus: string | null
  applyErrors: Prisma.JsonValue
}

const MOST_AT_ONCE = 500

/** Claims open targets that fulfil `where`; those that another worker holds are left to it. */
export function claimTargets(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<OpenTarget[]> {
  return selectTargets(tx, where, Prisma.sql`SKIP LOCKED`)
}

/** The open targets that fulfil `where`, waiting for whoever works on them. */
export function holdTargets(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<OpenTarget[]> {
  return selectTargets(tx, where, Prisma.empty)
}

/** Also those that were given up for want of an answer, as long as nothing newer was wanted of the device. */
export function holdAnswerable(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<OpenTarget[]> {
  return selectTargets(
    tx,
    where,
    Prisma.empty,
    Prisma.sql`(${open} OR (t.state = 'failed' AND t.reason_code = 'no-answer'
    AND NOT EXISTS (SELECT FROM deployment_targets n WHERE n.organization_id = t.organization_id AND n.device_id = t.device_id AND n.id > t.id)))`,
  )
}

/**
 * Keeps verbs on one device apart, and locks what is open for it before its own row. The worker holds targets and then
 * touches their devices: whoever locked them the other way round would wait for each other for ever.
 */
export async function holdDevice(tx: Prisma.TransactionClient, deviceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${deviceId}, 0))`
  await holdTargets(tx, ofDevices([deviceId]))
}

const open = Prisma.sql`t.state IN ('planned', 'waiting', 'sent')`

function selectTargets(
  tx: Prisma.TransactionClient,
  where: Prisma.Sql,
  lock: Prisma.Sql,
  states = open,
): Promise<OpenTarget[]> {
  return tx.$queryRaw<OpenTarget[]>`
    SELECT t.id, t.deployment_id AS "deploymentId", t.device_id AS "deviceId", t.state, t.attempts, t.changes,
      t.desired_version::int AS "desiredVersion", t.next_attempt_at AS "nextAttemptAt", t.sent_at AS "sentAt",
      d.name AS "deviceName", d.room_id AS "roomId", d.state AS "deviceState", d.connection, d.in_call AS "inCall",
      r.version::int AS "releasedVersion", r.document, coalesce(s.desired_version, 0)::int AS "heldVersion",
      coalesce(s.applied_version, 0)::int AS "appliedVersion", s.apply_status AS "applyStatus", s.apply_errors AS "applyErrors"
    FROM deployment_targets t JOIN devices d ON d.id = t.device_id LEFT JOIN released_configurations r ON r.device_id = t.device_id
      LEFT JOIN device_statuses s ON s.device_id = t.device_id
    WHERE ${states} AND ${where}
    ORDER BY t.id LIMIT ${MOST_AT_ONCE} FOR UPDATE OF t ${lock}`
}

export type Transition = {
  readonly target: Pick<OpenTarget, 'id' | 'state'>
  readonly to: TargetState
  readonly reason?: { readonly code: TargetReason; readonly params: ReasonParams } | null
  readonly attempts?: number
  readonly nextAttemptAt?: Date | null
}

/** Writes the new states of targets, in one statement; a transition that the rules do not know is a fault. */
export async function saveTransitions(tx: Prisma.TransactionClient, transitions: readonly Transition[]): Promise<void> {
  if (transitions.length === 0) return
  for (const { target, to } of transitions) {
    if (target.state !== to && !statesBefore(to).includes(target.state))
      throw new Error(`A target cannot go from ${target.state} to ${to}.`)
  }
  const rows = transitions.map(({ target, to, reason, attempts, nextAttemptAt }) => ({
    id: target.id,
    state: to,
    reason_code: reason?.code ?? null,
    reason: reason?.params ?? null,
    attempts: attempts ?? null,
    next_attempt_at: nextAttemptAt?.toISOString() ?? null,
  }))
  // A device shows how its newest target stands. All who touch several devices do so in this order.
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id IN (SELECT device_id FROM deployment_targets WHERE id = ANY (${rows.map(({ id }) => id)}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`
  await tx.$executeRaw`
    UPDATE deployment_targets t SET state = n.state, reason_code = n.reason_code, reason = n.reason,
      attempts = coalesce(n.attempts, t.attempts), next_attempt_at = n.next_attempt_at,
      sent_at = CASE WHEN n.state = 'sent' THEN now() ELSE t.sent_at END,
      finished_at = CASE WHEN n.state IN ('confirmed', 'failed', 'superseded', 'cancelled') THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, state text, reason_code text, reason jsonb, attempts int, next_attempt_at timestamptz)
    WHERE t.id = n.id`
}

/** A deployment without open targets is over; one that has some again is not. */
export async function settleDeployments(tx: Prisma.TransactionClient, deploymentIds: readonly string[]): Promise<void> {
  const ids = [...new Set(deploymentIds)].sort()
  await tx.$executeRaw`
    UPDATE deployments d SET version = d.version + 1,
      state = CASE WHEN open THEN 'running' WHEN d.state = 'cancelled' THEN 'cancelled' ELSE 'finished' END,
      finished_at = CASE WHEN open THEN NULL ELSE now() END
    FROM (SELECT id, EXISTS (SELECT FROM deployment_targets t WHERE t.organization_id = o.organization_id AND t.deployment_id = o.id
        AND t.state IN ('planned', 'waiting', 'sent')) AS open FROM deployments o WHERE o.id = ANY (${ids}::uuid[])) AS now_open
    WHERE d.id = now_open.id AND (d.state = 'running') <> open`
}

/** A condition on targets, made by one of the functions below. */
export type WhichTargets = Prisma.Sql
export const ofDeployment = (deploymentId: string): WhichTargets => Prisma.sql`t.deployment_id = ${deploymentId}::uuid`
export const unsentOf = (deploymentId: string): WhichTargets =>
  Prisma.sql`t.deployment_id = ${deploymentId}::uuid AND t.state <> 'sent'`
export const ofDevices = (deviceIds: readonly string[]): WhichTargets =>
  Prisma.sql`t.device_id = ANY (${deviceIds}::uuid[])`

/** Failed targets of a deployment whose device has no newer one, locked. */
export function newestFailed(
  tx: Prisma.TransactionClient,
  deploymentId: string,
): Promise<{ id: string; deviceId: string; deploymentId: string }[]> {
  return tx.$queryRaw`
    SELECT t.id, t.device_id AS "deviceId", t.deployment_id AS "deploymentId" FROM deployment_targets t JOIN devices d ON d.id = t.device_id
    WHERE t.deployment_id = ${deploymentId}::uuid AND t.state = 'failed' AND d.state = 'active'
      AND NOT EXISTS (SELECT FROM deployment_targets n WHERE n.organization_id = t.organization_id AND n.device_id = t.device_id AND n.id > t.id)
    ORDER BY t.id FOR UPDATE OF t`
}
