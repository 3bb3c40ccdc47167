import type { DeploymentWindow } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import { type DeploymentState, statesBefore, type TargetReason, type TargetState } from '@maestro/domain'
import { holdRings } from './rings.store.js'

export type ReasonParams = Readonly<Record<string, unknown>>

/** An open target with what is known of its device; the row is locked until the transaction ends. */
export type OpenTarget = {
  id: string
  deploymentId: string
  deviceId: string
  state: TargetState
  reasonCode: TargetReason | null
  attempts: number
  changes: Prisma.JsonValue
  desiredVersion: number
  ring: number
  kind: 'configuration' | 'license'
  stackId: string | null
  previousStackId: string | null
  releasedAt: Date | null
  /** Also in a call, outside the window and in a freeze period; the whole deployment or this device only. */
  forced: boolean
  /** Not a save on the device's own page. */
  fleet: boolean
  window: DeploymentWindow | null
  deploymentState: DeploymentState
  /** The layers that are released to the device now. */
  currentStackId: string | null
  nextAttemptAt: Date | null
  sentAt: Date | null
  deviceName: string
  roomId: string | null
  locationId: string | null
  /** Of the device's room, or else of the organization. */
  timeZone: string
  deviceState: string
  connection: string
  inCall: boolean
  releasedVersion: number | null
  document: Prisma.JsonValue
  /** Of the released document. */
  licenseFile: string | null
  heldVersion: number
  appliedVersion: number
  applyStatus: string | null
  applyErrors: Prisma.JsonValue
}

export const MOST_AT_ONCE = 500

/** Claims open targets that fulfil `where`; those that another worker holds are left to it. */
export function claimTargets(
  tx: Prisma.TransactionClient,
  where: Prisma.Sql,
  atMost = MOST_AT_ONCE,
): Promise<OpenTarget[]> {
  return selectTargets(tx, where, Prisma.sql`LIMIT ${atMost} FOR UPDATE OF t SKIP LOCKED`)
}

/** Claims targets that are to be released, ring by ring, as they lie in the index of what is due. */
export function claimReleasable(
  tx: Prisma.TransactionClient,
  deploymentId: string,
  rings: readonly number[],
  atMost: number,
): Promise<OpenTarget[]> {
  const where = Prisma.sql`t.deployment_id = ${deploymentId}::uuid AND t.state IN ('planned', 'waiting') AND t.released_at IS NULL
    AND t.next_attempt_at <= now() AND (t.forced OR t.ring = ANY (${rings}::int[]))`
  return selectTargets(tx, where, Prisma.sql`LIMIT ${atMost} FOR UPDATE OF t SKIP LOCKED`, {
    order: Prisma.sql`t.ring, t.id`,
  })
}

/** The open targets that fulfil `where`, waiting for whoever works on them. */
export function holdTargets(tx: Prisma.TransactionClient, where: Prisma.Sql, atMost = 10_000): Promise<OpenTarget[]> {
  return selectTargets(tx, where, Prisma.sql`LIMIT ${atMost} FOR UPDATE OF t`)
}

/**
 * Released targets that an answer can settle: also those that were given up for want of one, as long as nothing newer
 * was wanted of the device. What was not released yet is no wish, whatever version a device reports.
 */
export async function holdAnswerable(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<OpenTarget[]> {
  const states = Prisma.sql`(${open} OR (t.state = 'failed' AND t.reason_code = 'no-answer'))`
  const held = await selectTargets(tx, released(where), Prisma.sql`LIMIT 10000 FOR UPDATE OF t`, {
    states,
    document: Prisma.sql`NULL::jsonb`,
  })
  const replaced = await followedByNewer(
    tx,
    held.filter(({ state }) => state === 'failed').map(({ id }) => id),
  )
  return held.filter(({ id }) => !replaced.has(id))
}

/** Those whose device was released something newer. */
async function followedByNewer(tx: Prisma.TransactionClient, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM deployment_targets t WHERE t.id = ANY (${ids}::uuid[])
      AND EXISTS (SELECT FROM deployment_targets n WHERE n.organization_id = t.organization_id AND n.device_id = t.device_id AND n.id > t.id
        AND n.released_at IS NOT NULL)`
  return new Set(rows.map(({ id }) => id))
}

/** Which open targets there are, whoever holds them. */
export function openIds(
  tx: Prisma.TransactionClient,
  where: WhichTargets,
): Promise<{ id: string; deviceId: string }[]> {
  return tx.$queryRaw`SELECT t.id, t.device_id AS "deviceId" FROM deployment_targets t WHERE ${open} AND ${where}`
}

/**
 * Keeps verbs on one device apart, and locks what is open for it before its own row. The worker holds targets and then
 * touches their devices: whoever locked them the other way round would wait for each other for ever.
 */
export async function holdDevice(tx: Prisma.TransactionClient, deviceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${deviceId}, 0))`
  await holdTargets(tx, ofDevices([deviceId]))
}

/** All who touch several devices do so in this order. */
export async function holdDevices(tx: Prisma.TransactionClient, deviceIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ANY (${deviceIds}::uuid[]) ORDER BY id FOR UPDATE`
}

/**
 * No condition of a statement that locks rows may hold a subquery that stays one in the plan (below an OR, or in the list
 * of columns): row-level security gives it a value of its own, which PostgreSQL 18.4 has lost when it looks at a second
 * changed row, and its process ends with all others.
 */
const open = Prisma.sql`t.state IN ('planned', 'waiting', 'sent')`
const releasedDocument = Prisma.sql`CASE WHEN t.released_at IS NOT NULL THEN r.document END`

type Selection = {
  /** Which states, instead of the open ones. */
  readonly states?: Prisma.Sql
  readonly document?: Prisma.Sql
  /** Who waits for locked rows takes them by their id, as everybody does. */
  readonly order?: Prisma.Sql
}

/** The rows are found and locked first, and only as many as are asked for are looked up with their devices. */
function selectTargets(
  tx: Prisma.TransactionClient,
  where: Prisma.Sql,
  limitAndLock: Prisma.Sql,
  { states = open, document = releasedDocument, order = Prisma.sql`t.id` }: Selection = {},
): Promise<OpenTarget[]> {
  return tx.$queryRaw<OpenTarget[]>`
    WITH t AS MATERIALIZED (
      SELECT t.* FROM deployment_targets t JOIN deployments p ON p.id = t.deployment_id
        LEFT JOIN deployment_rings g ON g.deployment_id = t.deployment_id AND g.position = t.ring
      WHERE ${states} AND ${where} ORDER BY ${order} ${limitAndLock})
    SELECT t.id, t.deployment_id AS "deploymentId", t.device_id AS "deviceId", t.state, t.reason_code AS "reasonCode", t.attempts,
      t.changes, t.desired_version::float8 AS "desiredVersion", t.ring, p.kind, t.stack_id::text AS "stackId",
      t.previous_stack_id::text AS "previousStackId", t.released_at AS "releasedAt", t.forced OR p.forced AS forced,
      p.scope <> '{}' OR p.rollback_of IS NOT NULL AS fleet, p."window", p.state AS "deploymentState", r.stack_id::text AS "currentStackId",
      t.next_attempt_at AS "nextAttemptAt", t.sent_at AS "sentAt",
      d.name AS "deviceName", d.room_id AS "roomId", m.location_id AS "locationId", coalesce(m.time_zone, z.time_zone) AS "timeZone",
      d.state AS "deviceState", d.connection, d.in_call AS "inCall",
      r.version::float8 AS "releasedVersion", ${document} AS document, f.file AS "licenseFile",
      coalesce(s.desired_version, 0)::float8 AS "heldVersion",
      coalesce(s.applied_version, 0)::float8 AS "appliedVersion", s.apply_status AS "applyStatus", s.apply_errors AS "applyErrors"
    FROM t JOIN devices d ON d.id = t.device_id JOIN organizations z ON z.id = t.organization_id
      JOIN deployments p ON p.id = t.deployment_id
      LEFT JOIN rooms m ON m.id = d.room_id
      LEFT JOIN released_configurations r ON r.device_id = t.device_id
      LEFT JOIN license_files f ON f.device_id = r.device_id AND f.issue = r.license_issue
      LEFT JOIN device_statuses s ON s.device_id = t.device_id
    ORDER BY t.id`
}

/**
 * What waited for devices that are back or have hung up is due. Answers for which deployments there is something to do.
 * For whoever heard of a device, and for whoever has just made it wait: it may have come back in between, unseen by both.
 */
export async function wakeTargets(tx: Prisma.TransactionClient, deviceIds: readonly string[]): Promise<string[]> {
  if (deviceIds.length === 0) return []
  const rows = await tx.$queryRaw<{ deploymentId: string }[]>`
    WITH awake AS (
      SELECT t.id FROM deployment_targets t JOIN devices d ON d.id = t.device_id
      WHERE t.device_id = ANY (${deviceIds}::uuid[]) AND t.state = 'waiting' AND t.next_attempt_at > now()
        AND t.reason_code IN ('offline', 'in-call', 'call-state-unknown') AND d.connection = 'online'
        AND (t.reason_code = 'offline' OR NOT d.in_call)
      ORDER BY t.id FOR UPDATE OF t)
    UPDATE deployment_targets t SET next_attempt_at = now() FROM awake WHERE t.id = awake.id
    RETURNING t.deployment_id::text AS "deploymentId"`
  return [...new Set(rows.map(({ deploymentId }) => deploymentId))]
}

/** Devices that were just made to wait for being back or free. */
export function waitingFor(steps: readonly (Transition & { target: OpenTarget })[]): string[] {
  const reasons: readonly string[] = ['offline', 'in-call', 'call-state-unknown']
  return steps
    .filter(({ to, reason }) => to === 'waiting' && reason && reasons.includes(reason.code))
    .map(({ target }) => target.deviceId)
}

export type Transition = {
  readonly target: Pick<OpenTarget, 'id' | 'state'>
  readonly to: TargetState
  readonly reason?: { readonly code: TargetReason; readonly params: ReasonParams } | null
  readonly attempts?: number
  /** Null: nobody looks at it by himself. */
  readonly nextAttemptAt?: Date | null
  /** It became the device's wish under this number, in the place of these layers. */
  readonly release?: { readonly version: number; readonly previousStackId: string | null }
}

/** Writes the new states of targets, in one statement; a transition that the rules do not know is a fault. */
export async function saveTransitions(tx: Prisma.TransactionClient, transitions: readonly Transition[]): Promise<void> {
  if (transitions.length === 0) return
  for (const { target, to } of transitions) {
    if (target.state !== to && !statesBefore(to).includes(target.state))
      throw new Error(`A target cannot go from ${target.state} to ${to}.`)
  }
  const rows = transitions.map(({ target, to, reason, attempts, nextAttemptAt, release }) => ({
    id: target.id,
    state: to,
    reason_code: reason?.code ?? null,
    reason: reason?.params ?? null,
    attempts: attempts ?? null,
    next_attempt_at: nextAttemptAt?.toISOString() ?? null,
    released_as: release?.version ?? null,
    previous_stack_id: release?.previousStackId ?? null,
  }))
  const ids = rows.map(({ id }) => id)
  // A device shows how its newest target stands, a ring how many stand where. Always devices first, then rings.
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id IN (SELECT device_id FROM deployment_targets WHERE id = ANY (${ids}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`
  await holdRings(tx, Prisma.sql`SELECT deployment_id FROM deployment_targets WHERE id = ANY (${ids}::uuid[])`)
  await tx.$executeRaw`
    UPDATE deployment_targets t SET state = n.state, reason_code = n.reason_code, reason = n.reason,
      attempts = coalesce(n.attempts, t.attempts), next_attempt_at = n.next_attempt_at,
      desired_version = coalesce(n.released_as, t.desired_version),
      released_at = CASE WHEN n.released_as IS NULL THEN t.released_at ELSE now() END,
      previous_stack_id = CASE WHEN n.released_as IS NULL THEN t.previous_stack_id ELSE n.previous_stack_id END,
      sent_at = CASE WHEN n.state = 'sent' THEN now() ELSE t.sent_at END,
      finished_at = CASE WHEN n.state IN ('confirmed', 'failed', 'superseded', 'cancelled') THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, state text, reason_code text, reason jsonb, attempts int,
      next_attempt_at timestamptz, released_as bigint, previous_stack_id uuid)
    WHERE t.id = n.id`
}

/** A condition on targets (`t`, of the deployment `p`, in the ring `g`), made by one of the functions below. */
export type WhichTargets = Prisma.Sql
export const ofDeployment = (deploymentId: string): WhichTargets => Prisma.sql`t.deployment_id = ${deploymentId}::uuid`
export const oneOf = (deploymentId: string, targetId: string): WhichTargets =>
  Prisma.sql`t.deployment_id = ${deploymentId}::uuid AND t.id = ${targetId}::uuid`
export const unsentOf = (deploymentId: string): WhichTargets =>
  Prisma.sql`t.deployment_id = ${deploymentId}::uuid AND t.state <> 'sent'`
export const ofDevices = (deviceIds: readonly string[]): WhichTargets =>
  Prisma.sql`t.device_id = ANY (${deviceIds}::uuid[])`
/** What was released and may be sent now, and what was sent, whatever became of its deployment. */
export const deliverable = (which: WhichTargets): WhichTargets =>
  Prisma.sql`${which} AND t.released_at IS NOT NULL AND (t.state = 'sent' OR (p.state = 'running'
    AND (t.forced OR g.state IN ('open', 'succeeded'))))`
export const dueNow = (which: WhichTargets): WhichTargets => Prisma.sql`${which} AND t.next_attempt_at <= now()`
export const released = (which: WhichTargets): WhichTargets => Prisma.sql`${which} AND t.released_at IS NOT NULL`
export const unreleased = (which: WhichTargets): WhichTargets => Prisma.sql`${which} AND t.released_at IS NULL`
/** What changes layers: a licence takes whatever layers are released, and waits for nobody's rollout. */
export const ofLayers = (which: WhichTargets): WhichTargets => Prisma.sql`${which} AND p.kind <> 'license'`
export const apartFrom = (deploymentId: string, which: WhichTargets): WhichTargets =>
  Prisma.sql`${which} AND t.deployment_id <> ${deploymentId}::uuid`
export const idsAsRows = (ids: readonly string[]): Prisma.Sql => Prisma.sql`SELECT unnest(${ids}::uuid[])`

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
