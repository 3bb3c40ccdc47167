import { nextRing, type OpenRing } from '@maestro/domain'
import type { Audit, AuditRecord } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { type HeldDeployment, holdDeployment, lookAgain, saveDeployments } from './deployments.store.js'
import { armTargets } from './fleet-targets.store.js'
import { judgeDeployments } from './judge-rings.js'
import { type HeldRing, ringsOf, saveRingStates } from './rings.store.js'

type Actor = Pick<AuditRecord, 'actor' | 'actorName'>

/** Opens a ring and makes its devices due. False when the deployment does not run any more. */
export async function openRing(
  tx: Transaction,
  audit: Audit,
  actor: Actor,
  deploymentId: string,
  position: number,
): Promise<boolean> {
  await armTargets(tx, deploymentId, [position])
  const deployment = await holdDeployment(tx, deploymentId)
  if (deployment?.state !== 'running') return false
  await saveRingStates(tx, [{ deploymentId, position, state: 'open' }])
  const ring = (await ringsOf(tx, [deploymentId])).find((one) => one.position === position)
  await saveDeployments(tx, [{ id: deploymentId, state: 'running', reason: null, nextLookAt: deployment.nextLookAt }])
  await audit.record(tx, deployment.organizationId, {
    ...actor,
    action: 'deployment.ring-opened',
    objectKind: 'deployment',
    objectId: deploymentId,
    objectName: deployment.title,
    details: { ring: position + 1, name: ring?.name, devices: ring ? targetsOf(ring) : 0 },
  })
  await judgeDeployments(tx, audit, deployment.organizationId, [deploymentId])
  return true
}

/** The ring that was opened last; null before the first. */
export function lastOpened(rings: readonly HeldRing[]): HeldRing | null {
  return rings.findLast(({ state }) => state !== 'closed') ?? null
}

/** Opens the next ring if its time has come, and notes when or by whom it will be opened otherwise. */
export async function advanceRings(
  tx: Transaction,
  audit: Audit,
  actor: Actor,
  deployment: HeldDeployment,
): Promise<boolean> {
  const rings = await ringsOf(tx, [deployment.id])
  const last = lastOpened(rings)
  if (!last) return openRing(tx, audit, actor, deployment.id, 0)
  const next = nextRing(rings, openRingOf(last), new Date())
  if (next.kind === 'open') return openRing(tx, audit, actor, deployment.id, next.position)
  if (next.kind === 'by-hand') await waitForHand(tx, deployment.id, rings[next.position])
  else await lookAgain(tx, deployment.id, next.kind === 'wait' ? next.until : null)
  return false
}

async function waitForHand(tx: Transaction, deploymentId: string, ring: HeldRing | undefined): Promise<void> {
  const deployment = await holdDeployment(tx, deploymentId)
  if (deployment?.state !== 'running' || !ring) return
  const reason = { code: 'ring-opens-by-hand', ring: ring.position + 1, name: ring.name }
  await saveDeployments(tx, [{ id: deploymentId, state: 'running', reason, nextLookAt: null }])
}

export function openRingOf(ring: HeldRing): OpenRing {
  return { position: ring.position, succeededAt: ring.succeededAt, targets: targetsOf(ring) }
}

/** Without those that something newer replaced, or that were taken back. */
export function targetsOf({ counts }: HeldRing): number {
  return counts.planned + counts.waiting + counts.sent + counts.confirmed + counts.failed
}
