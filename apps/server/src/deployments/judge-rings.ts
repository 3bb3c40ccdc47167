import type { DeploymentReason } from '@maestro/contract'
import { type DeploymentState, judgeRing, type RingJudgement } from '@maestro/domain'
import { type Audit, systemActor } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import {
  type DeploymentChange,
  type HeldDeployment,
  isSingle,
  type StateReason,
  saveDeployments,
} from './deployments.store.js'
import { type HeldRing, holdRings, type RingChange, ringsOf, saveRingStates } from './rings.store.js'
import { idsAsRows } from './targets.store.js'

const JUDGED: readonly string[] = ['running', 'paused', 'stopped'] satisfies DeploymentState[]

/** Reasons that hold as long as a ring does not go on by itself. */
const STUCK: readonly string[] = ['success-out-of-reach', 'ring-unanswered'] satisfies DeploymentReason[]

type Judged = {
  readonly deployment: HeldDeployment
  readonly change: DeploymentChange
  readonly rings: readonly RingChange[]
}

/**
 * Judges the open rings of deployments whose targets were just written, in the same transaction: too many failures stop
 * the deployment, success lets the next ring open, and nothing left to do ends it. Answers whom to look after now.
 */
export async function judgeDeployments(
  tx: Transaction,
  audit: Audit,
  organizationId: string,
  deploymentIds: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(deploymentIds)].sort()
  if (ids.length === 0) return []
  await holdRings(tx, idsAsRows(ids))
  const rings = await ringsOf(tx, ids)
  const deployments = await tx.deployment.findMany({ where: { id: { in: ids }, state: { in: [...JUDGED] } } })
  const judged = deployments
    .map((deployment) =>
      judge(
        deployment,
        rings.filter(({ deploymentId }) => deploymentId === deployment.id),
      ),
    )
    .filter((one): one is Judged => one !== null)
  await saveRingStates(
    tx,
    judged.flatMap((one) => one.rings),
  )
  await saveDeployments(
    tx,
    judged.map(({ change }) => change),
  )
  await audit.record(tx, organizationId, ...judged.flatMap(newsOf))
  return judged.filter(({ change }) => change.nextLookAt !== null).map(({ change }) => change.id)
}

function judge(deployment: HeldDeployment, rings: readonly HeldRing[]): Judged | null {
  // A ring that has succeeded may still have devices under way, and fail too many of them.
  const judged = rings.filter(({ state }) => state === 'open' || state === 'succeeded')
  const verdicts = judged.map((ring) => ({ ring, judgement: judgementOf(ring) }))
  const stops =
    deployment.state === 'stopped' ? undefined : verdicts.find(({ judgement }) => judgement.verdict === 'stop')
  const now = new Date()
  if (stops) {
    const ring = { deploymentId: deployment.id, position: stops.ring.position, state: 'stopped' as const }
    const reason = stoppedBecause(stops.ring, stops.judgement)
    return { deployment, rings: [ring], change: { id: deployment.id, state: 'stopped', reason, nextLookAt: now } }
  }
  const succeeded = verdicts
    .filter(({ ring, judgement }) => ring.state === 'open' && judgement.verdict === 'succeeded')
    .map(({ ring }) => ({ deploymentId: deployment.id, position: ring.position, state: 'succeeded' as const }))
  const state = isOver(deployment, rings) ? 'finished' : (deployment.state as DeploymentState)
  const stuck = state === 'running' ? verdicts.flatMap((one) => stuckOf(one, rings)) : []
  const reason = stuck[0] ?? reasonKept(deployment, state)
  if (state === deployment.state && succeeded.length === 0 && sameReason(reason, deployment.stateReason)) return null
  const nextLookAt = state === 'running' ? (succeeded.length > 0 ? now : deployment.nextLookAt) : null
  return { deployment, rings: succeeded, change: { id: deployment.id, state, reason, nextLookAt } }
}

/** What came before somebody went on after a stop is no longer held against the ring; success is judged by all. */
function judgementOf(ring: HeldRing): RingJudgement {
  const all = judgeRing({ ...ring, failurePercent: null }, ring)
  if (ring.failurePercent === null) return all
  const failuresByReason = Object.fromEntries(
    Object.entries(ring.failuresByReason).map(([code, n]) => [
      code,
      Math.max(0, (n ?? 0) - (ring.forgiven.failed?.[code as never] ?? 0)),
    ]),
  )
  const failed = Object.values(failuresByReason).reduce((sum, n) => sum + n, 0)
  const confirmed = Math.max(0, ring.counts.confirmed - (ring.forgiven.confirmed ?? 0))
  const since = judgeRing(ring, { ...ring, failuresByReason, counts: { ...ring.counts, failed, confirmed } })
  return since.verdict === 'stop' ? since : all
}

/** All rings were opened at least once, nothing is open, and nobody can join. */
function isOver(deployment: HeldDeployment, rings: readonly HeldRing[]): boolean {
  if (deployment.state === 'stopped' || deployment.growth === 'growing') return false
  if (!rings.some(({ openedAt }) => openedAt !== null)) return false
  return rings.every(({ counts }) => counts.planned + counts.waiting + counts.sent === 0)
}

function stoppedBecause(ring: HeldRing, { failed, done }: RingJudgement): StateReason {
  return { code: 'ring-stopped', ring: ring.position + 1, name: ring.name, failed, done, percent: ring.failurePercent }
}

/** Why an open ring does not go on by itself. What nobody of it answers matters as long as others wait for it. */
function stuckOf(
  { ring, judgement }: { readonly ring: HeldRing; readonly judgement: RingJudgement },
  rings: readonly HeldRing[],
): StateReason[] {
  if (ring.state !== 'open') return []
  const { confirmed, reachable, targets } = judgement
  const about = { ring: ring.position + 1, name: ring.name }
  if (judgement.outOfReach) {
    return [{ code: 'success-out-of-reach', ...about, confirmed, reachable, percent: ring.successPercent }]
  }
  const isNextClosed = rings.some(({ position, state }) => position === ring.position + 1 && state === 'closed')
  return judgement.unanswered && isNextClosed ? [{ code: 'ring-unanswered', ...about, devices: targets }] : []
}

function reasonKept(deployment: HeldDeployment, state: DeploymentState): StateReason | null {
  const reason = deployment.stateReason as StateReason | null
  return state === deployment.state && !STUCK.includes(reason?.code ?? '') ? reason : null
}

function sameReason(one: StateReason | null, other: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(Object.entries((value ?? {}) as object).sort())
  return sorted(one) === sorted(other)
}

function newsOf({ deployment, change }: Judged) {
  if (change.state === deployment.state || isSingle(deployment)) return []
  const { code: _, ...numbers } = change.reason ?? { code: '' }
  return [
    {
      ...systemActor('deployments'),
      action: change.state === 'stopped' ? ('deployment.stopped' as const) : ('deployment.finished' as const),
      outcome: change.state === 'stopped' ? ('failed' as const) : ('done' as const),
      objectKind: 'deployment',
      objectId: deployment.id,
      objectName: deployment.title,
      details: numbers,
    },
  ]
}
