import { ROLES, rightsOf } from '@maestro/domain'
import type { Caller } from '../platform/http/caller.js'
import type { Transaction } from '../platform/platform.js'
import type { HeldDeployment } from './deployments.store.js'

const ROLES_THAT_APPROVE = ROLES.filter((role) => rightsOf(role).includes('deployments.approve'))

/** Whether the organization wants a second person for a deployment of this size, and there was none yet. */
export async function needsApproval(
  tx: Transaction,
  deployment: Pick<HeldDeployment, 'organizationId' | 'total' | 'approvedAt'>,
): Promise<boolean> {
  return deployment.approvedAt === null && (await wantsApproval(tx, deployment.organizationId, deployment.total))
}

export async function wantsApproval(tx: Transaction, organizationId: string, devices: number): Promise<boolean> {
  const organization = await tx.organization.findUnique({
    where: { id: organizationId },
    select: { approvalFrom: true },
  })
  const from = organization?.approvalFrom ?? null
  return from !== null && devices >= from
}

/** How many other members of the organization could approve. */
export function othersWhoApprove(tx: Transaction, { organizationId, identity }: Caller): Promise<number> {
  return tx.membership.count({
    where: { organizationId, role: { in: [...ROLES_THAT_APPROVE] }, personId: { not: identity.id } },
  })
}
