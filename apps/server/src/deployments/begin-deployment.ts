import { type Audit, systemActor } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import type { HeldDeployment } from './deployments.store.js'
import { insertTargets, type PlannedTarget, plannedAfter } from './fleet-targets.store.js'
import { judgeDeployments } from './judge-rings.js'
import { readPreparation, writePreparation } from './preparation.store.js'
import { holdRings } from './rings.store.js'
import { targetRecord } from './target-audit.js'
import {
  apartFrom,
  holdDevices,
  holdTargets,
  idsAsRows,
  ofDevices,
  ofLayers,
  saveTransitions,
  unreleased,
} from './targets.store.js'

const AT_ONCE = 1000
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Makes targets of the next previewed devices; true when that were the last ones. What older deployments had planned for
 * the same devices and not released ends here, except licences; what they did release ends when this one is released in its place.
 */
export async function plantTargets(tx: Transaction, audit: Audit, deployment: HeldDeployment): Promise<boolean> {
  const { id, organizationId } = deployment
  const preparation = readPreparation(deployment)
  const planned = await plannedAfter(tx, id, preparation.planted ?? FIRST, AT_ONCE)
  const deviceIds = planned.map(({ deviceId }) => deviceId)
  const older = await holdTargets(tx, apartFrom(id, ofLayers(unreleased(ofDevices(deviceIds)))))
  await holdDevices(tx, deviceIds)
  await holdRings(tx, idsAsRows([id, ...older.map(({ deploymentId }) => deploymentId)]))
  const superseded = older.map((target) => ({
    target,
    to: 'superseded' as const,
    reason: { code: 'superseded-by-newer' as const, params: {} },
  }))
  await saveTransitions(tx, superseded)
  if (planned.length > 0) await insertTargets(tx, id, planned)
  const replaced = older.map(({ deploymentId }) => deploymentId)
  await judgeDeployments(tx, audit, organizationId, replaced)
  const actor = systemActor('deployments')
  await audit.record(
    tx,
    organizationId,
    ...superseded.map((step) => targetRecord(actor, step.target, step)),
    ...planned.map((target) => targetRecord(actor, { ...target, deploymentId: id }, stepOf(target))),
  )
  const isLast = planned.length < AT_ONCE
  const planted = planned.at(-1)?.deviceId ?? preparation.planted ?? FIRST
  await writePreparation(tx, id, { ...preparation, planted, isPlanted: isLast })
  return isLast
}

function stepOf({ deviceState, retiredCause }: PlannedTarget) {
  if (deviceState !== 'retired') return { to: 'planned' as const }
  const code = retiredCause === 'moved' ? ('device-left' as const) : ('device-retired' as const)
  return { to: 'cancelled' as const, reason: { code, params: {} } }
}

/** Whether all of the preview has become targets. */
export function isPlanted(deployment: Pick<HeldDeployment, 'preview'>): boolean {
  return readPreparation(deployment).isPlanted === true
}
