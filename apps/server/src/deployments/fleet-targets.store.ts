import { Prisma } from '@maestro/database'

type Transaction = Prisma.TransactionClient

/** A row of a preview on its way to becoming a target. */
export type PlannedTarget = {
  id: string
  deviceId: string
  deviceName: string
  deviceState: string
  retiredCause: string | null
  roomId: string | null
  changes: Prisma.JsonValue
}

/** The next devices of a preview, by id. */
export function plannedAfter(
  tx: Transaction,
  deploymentId: string,
  after: string,
  limit: number,
): Promise<PlannedTarget[]> {
  return tx.$queryRaw<PlannedTarget[]>`
    SELECT uuidv7()::text AS id, p.device_id::text AS "deviceId", d.name AS "deviceName", d.state AS "deviceState",
      d.retired_cause AS "retiredCause", d.room_id::text AS "roomId", p.changes
    FROM deployment_plans p JOIN devices d ON d.id = p.device_id
    WHERE p.deployment_id = ${deploymentId}::uuid AND p.ring >= 0 AND p.device_id > ${after}::uuid
    ORDER BY p.device_id LIMIT ${limit}`
}

/**
 * Makes targets of previewed devices; those retired since end at once, those that `wait` do so for their approval. The
 * first ring opens as soon as all of them are there, so that its devices are due from the beginning.
 */
export async function insertTargets(
  tx: Transaction,
  deploymentId: string,
  targets: readonly Pick<PlannedTarget, 'id' | 'deviceId'>[],
  wait = false,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO deployment_targets (id, organization_id, deployment_id, device_id, ring, stack_id, previous_stack_id, changes, restart,
      state, reason_code, reason, finished_at, next_attempt_at)
    SELECT n.id, p.organization_id, p.deployment_id, p.device_id, p.ring, p.stack_id, p.previous_stack_id, p.changes, p.restart,
      CASE WHEN d.state = 'retired' THEN 'cancelled' WHEN ${wait} THEN 'waiting' ELSE 'planned' END,
      CASE WHEN d.retired_cause = 'moved' THEN 'device-left' WHEN d.state = 'retired' THEN 'device-retired' WHEN ${wait} THEN 'approval-needed' END,
      CASE WHEN d.state = 'retired' OR ${wait} THEN '{}'::jsonb END, CASE WHEN d.state = 'retired' THEN now() END,
      CASE WHEN d.state <> 'retired' AND NOT ${wait} AND p.ring = 0 THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) AS n (id uuid, "deviceId" uuid)
      JOIN deployment_plans p ON p.deployment_id = ${deploymentId}::uuid AND p.device_id = n."deviceId"
      JOIN devices d ON d.id = p.device_id
    ORDER BY n.id`
}

/** What waits in these rings is to be looked at now. */
export async function armTargets(tx: Transaction, deploymentId: string, rings: readonly number[]): Promise<number> {
  return tx.$executeRaw`
    WITH held AS (SELECT id FROM deployment_targets t WHERE t.deployment_id = ${deploymentId}::uuid
        AND t.organization_id = (SELECT organization_id FROM deployments WHERE id = ${deploymentId}::uuid)
        AND t.state IN ('planned', 'waiting') AND t.next_attempt_at IS NULL AND t.reason_code IS DISTINCT FROM 'approval-needed'
        AND (t.forced OR t.ring = ANY (${rings}::int[])) ORDER BY t.id FOR UPDATE)
    UPDATE deployment_targets t SET next_attempt_at = now() FROM held WHERE t.id = held.id`
}

/** What waits is not looked at until it is armed again. */
export async function disarmTargets(tx: Transaction, deploymentId: string): Promise<number> {
  return tx.$executeRaw`
    WITH held AS (SELECT id FROM deployment_targets t WHERE t.deployment_id = ${deploymentId}::uuid
        AND t.organization_id = (SELECT organization_id FROM deployments WHERE id = ${deploymentId}::uuid)
        AND t.state IN ('planned', 'waiting') AND t.next_attempt_at IS NOT NULL ORDER BY t.id FOR UPDATE)
    UPDATE deployment_targets t SET next_attempt_at = NULL FROM held WHERE t.id = held.id`
}

/** Nothing but being offline holds it back any more, and it is looked at now. */
export async function forceTarget(tx: Transaction, targetId: string): Promise<void> {
  await tx.deploymentTarget.update({ where: { id: targetId }, data: { forced: true, nextAttemptAt: new Date() } })
}

/** Failed targets go back to the beginning: they are released anew, with a number of their own. */
export async function planAgain(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE deployment_targets SET state = 'planned', reason_code = NULL, reason = NULL, attempts = 0, desired_version = 0,
      released_at = NULL, next_attempt_at = NULL, sent_at = NULL, finished_at = NULL WHERE id = ANY (${ids}::uuid[])`
}

/** What waited for the end of a freeze is looked at again: it may have ended, or become shorter. */
export async function thawTargets(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    WITH frozen AS (SELECT id FROM deployment_targets WHERE state = 'waiting' AND reason_code = 'frozen' AND next_attempt_at IS NOT NULL
      ORDER BY id FOR UPDATE)
    UPDATE deployment_targets t SET next_attempt_at = now() FROM frozen WHERE t.id = frozen.id`
}
