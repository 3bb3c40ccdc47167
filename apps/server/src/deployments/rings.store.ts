import type { RingPlan } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import type { FailedReason, RingFacts, RingThresholds, TargetCounts } from '@maestro/domain'

type Transaction = Prisma.TransactionClient
export type Forgiven = { readonly confirmed?: number; readonly failed?: Partial<Record<FailedReason, number>> }

export type HeldRing = RingThresholds & {
  deploymentId: string
  position: number
  name: string
  state: 'closed' | 'open' | 'succeeded' | 'stopped'
  waitMinutes: number | null
  openedAt: Date | null
  succeededAt: Date | null
  counts: TargetCounts
  failuresByReason: RingFacts['failuresByReason']
  waitingOffline: number
  forgiven: Forgiven
}

/** Locks all rings of deployments, in one order; whoever writes a deployment's row has held its rings. */
export async function holdRings(tx: Transaction, deploymentIds: Prisma.Sql): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM deployment_rings WHERE deployment_id IN (${deploymentIds}) ORDER BY deployment_id, position FOR NO KEY UPDATE`
}

/** How the rings of deployments stand. Hold them first: what is counted here is read after the lock. */
export function ringsOf(tx: Transaction, deploymentIds: readonly string[]): Promise<HeldRing[]> {
  return tx.$queryRaw<HeldRing[]>`
    SELECT r.deployment_id AS "deploymentId", r.position, r.name, r.state, r.wait_minutes AS "waitMinutes",
      r.success_percent AS "successPercent", r.failure_percent AS "failurePercent", r.failure_minimum AS "failureMinimum",
      r.failure_kinds AS "failureKinds", r.opened_at AS "openedAt", r.succeeded_at AS "succeededAt", r.forgiven,
      jsonb_build_object('planned', r.planned, 'waiting', r.waiting, 'sent', r.sent, 'confirmed', r.confirmed,
        'failed', r.failed, 'superseded', r.superseded, 'cancelled', r.cancelled) AS counts,
      CASE WHEN r.failed = 0 THEN '{}' ELSE (SELECT coalesce(jsonb_object_agg(f.code, f.n), '{}') FROM (
        SELECT coalesce(t.reason_code, '') AS code, count(*) AS n FROM deployment_targets t WHERE t.organization_id = r.organization_id
          AND t.deployment_id = r.deployment_id AND t.ring = r.position AND t.state = 'failed' GROUP BY 1) AS f) END AS "failuresByReason",
      CASE WHEN r.waiting = 0 OR r.state <> 'open' THEN 0 ELSE (SELECT count(*) FROM deployment_targets t
        WHERE t.organization_id = r.organization_id AND t.deployment_id = r.deployment_id AND t.reason_code = 'offline'
          AND t.ring = r.position AND t.state = 'waiting') END::int AS "waitingOffline"
    FROM deployment_rings r WHERE r.deployment_id = ANY (${deploymentIds}::uuid[]) ORDER BY r.deployment_id, r.position`
}

export type RingChange = Pick<HeldRing, 'deploymentId' | 'position' | 'state'>

export async function saveRingStates(tx: Transaction, changes: readonly RingChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.$executeRaw`
    UPDATE deployment_rings r SET state = n.state,
      opened_at = CASE WHEN n.state = 'open' THEN coalesce(r.opened_at, now()) ELSE r.opened_at END,
      succeeded_at = CASE n.state WHEN 'succeeded' THEN now() WHEN 'open' THEN NULL ELSE r.succeeded_at END
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS n ("deploymentId" uuid, position int, state text)
    WHERE r.deployment_id = n."deploymentId" AND r.position = n.position`
}

/** From now on only new answers are judged: who goes on after a stop has seen what came until then. */
export async function forgiveRings(tx: Transaction, deploymentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE deployment_rings r SET state = CASE r.state WHEN 'stopped' THEN 'open' ELSE r.state END,
      forgiven = jsonb_build_object('confirmed', r.confirmed, 'failed', (SELECT coalesce(jsonb_object_agg(f.code, f.n), '{}') FROM (
        SELECT coalesce(t.reason_code, '') AS code, count(*) AS n FROM deployment_targets t WHERE t.organization_id = r.organization_id
          AND t.deployment_id = r.deployment_id AND t.ring = r.position AND t.state = 'failed' GROUP BY 1) AS f))
    WHERE r.deployment_id = ${deploymentId}::uuid AND r.state IN ('stopped', 'open')`
}

export type RingFlight = { position: number; total: number; inFlight: number }

/** Rings that may be sent to and have somebody waiting, with how many of each were released or sent in the last `seconds` and have not answered. */
export function openRings(tx: Transaction, deploymentId: string, seconds: number): Promise<RingFlight[]> {
  return tx.$queryRaw<RingFlight[]>`
    SELECT r.position, r.total, (SELECT count(*) FROM deployment_targets t WHERE t.organization_id = r.organization_id
        AND t.deployment_id = r.deployment_id AND t.ring = r.position AND t.state IN ('planned', 'waiting', 'sent')
        AND greatest(t.released_at, t.sent_at) > now() - make_interval(secs => ${seconds}))::int AS "inFlight"
    FROM deployment_rings r WHERE r.deployment_id = ${deploymentId}::uuid AND r.state IN ('open', 'succeeded') AND r.planned + r.waiting > 0
    ORDER BY r.position`
}

export async function createRings(
  tx: Transaction,
  organizationId: string,
  deploymentId: string,
  rings: readonly RingPlan[],
): Promise<void> {
  await tx.deploymentRing.createMany({
    data: rings.map(({ size, failureKinds, ...ring }, position) => ({
      ...ring,
      deploymentId,
      organizationId,
      position,
      size: size as Prisma.InputJsonObject,
      failureKinds: [...failureKinds],
    })),
  })
}
