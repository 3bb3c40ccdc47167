import type { Audit, AuditRecord } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import type { HeldDeployment } from './deployments.store.js'

type Actor = Pick<AuditRecord, 'actor' | 'actorName'>

/** What was never started leaves nothing but its trace in the audit. */
export async function removeDraft(
  tx: Transaction,
  audit: Audit,
  actor: Actor,
  deployment: HeldDeployment,
): Promise<void> {
  await tx.deployment.delete({ where: { id: deployment.id } })
  await audit.record(tx, deployment.organizationId, {
    ...actor,
    ...actsOn(deployment, 'deployment.discarded'),
    details: { devices: deployment.total },
  })
}
