import { v7 as uuidv7 } from 'uuid'
import type { Audit, AuditRecord } from '../audit/audit.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { pushFleet } from './deployments.jobs.js'
import { type DirectTarget, insertDirectDeployment, insertDirectTargets } from './direct-targets.store.js'
import { targetRecord } from './target-audit.js'

/** Who wants it: a person, or Maestro itself. */
export type DirectActor = Pick<AuditRecord, 'actor' | 'actorName' | 'grantId' | 'address' | 'requestId'>

export type DirectDevice = Omit<DirectTarget, 'id'> & { readonly name: string; readonly roomId: string | null }

export type DirectDeployment = {
  readonly id: string
  readonly organizationId: string
  readonly kind: 'configuration' | 'license'
  readonly title: string
  readonly by: DirectActor
  readonly reason: string | null
  /** Stop when more than so many of those done have failed; null: never. */
  readonly failurePercent: number | null
  /** The batch of licences that it brings. */
  readonly licenseBatchId?: string | null
}

/**
 * A deployment without a preview. With all of its devices it runs, for whoever plants them in the same transaction; without
 * them it is paused until all have their targets.
 */
export async function openDirect(
  tx: Transaction,
  deployment: DirectDeployment,
  deviceIds: readonly string[] | null = null,
): Promise<void> {
  const running = deviceIds && { state: 'running', total: deviceIds.length, scope: scopeOf(deviceIds) }
  await insertDirectDeployment(tx, deployment, running ?? { state: 'paused', total: 0, scope: {} })
}

/** Targets for some of its devices, as many as anybody may wait for. */
export async function plantDirect(
  tx: Transaction,
  audit: Audit,
  { id: deploymentId, organizationId, by, reason }: DirectDeployment,
  devices: readonly DirectDevice[],
): Promise<void> {
  if (devices.length === 0) return
  const targets = devices.map((device) => ({ ...device, id: uuidv7() }))
  await insertDirectTargets(tx, deploymentId, organizationId, targets)
  await audit.record(
    tx,
    organizationId,
    ...targets.map((target) => {
      const changes = target.changes.map((change) => ({ ...change }) as { key: string; before: null; after: null })
      const about = { ...target, deploymentId, deviceName: target.name, changes }
      return { ...targetRecord(by, about, { to: 'planned' }), ...by, reason }
    }),
  )
}

export async function startDirect(tx: Transaction, deploymentId: string, deviceIds: readonly string[]): Promise<void> {
  const data = { state: 'running', total: deviceIds.length, scope: scopeOf(deviceIds) }
  await tx.deployment.update({ where: { id: deploymentId }, data })
}

/** A scope names at most 1,000 devices; the targets are those that count. */
function scopeOf(deviceIds: readonly string[]) {
  return { deviceIds: deviceIds.slice(0, 1_000) }
}

/** After the commit. When the process dies before this, the sweep finds the rows. */
export async function announceDirect(
  platform: Platform,
  organizationId: string,
  deploymentId: string,
  deviceIds: readonly string[],
): Promise<void> {
  platform.live.publish(organizationId, 'deployment', [deploymentId])
  platform.live.publish(organizationId, 'device', deviceIds)
  await platform.jobs.add(pushFleet, { organizationId, deploymentId }).catch((error: unknown) => {
    platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the rows')
  })
}
