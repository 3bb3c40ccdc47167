import { ROLES, rightsOf } from '@maestro/domain'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import type { HeldDeployment } from './deployments.store.js'
import { changersOf } from './preparation.store.js'

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

/**
 * What is saved on a device's own page goes out at once, with whatever is released to the device next: a save cannot wait
 * for a second person where one is wanted for a single device.
 */
export async function refuseWithoutApproval(tx: Transaction, organizationId: string): Promise<void> {
  if (await wantsApproval(tx, organizationId, 1)) throw new Refused('configuration.needs-second-person')
}

/** The people who made, changed and started a deployment. A token stands for who made it, also through another token. */
export async function authorsOf(
  tx: Transaction,
  deployment: Pick<HeldDeployment, 'organizationId' | 'createdBy' | 'startedBy' | 'preview'>,
  ...more: readonly string[]
): Promise<string[]> {
  const actors = [deployment.createdBy, deployment.startedBy, ...changersOf(deployment), ...more]
  const rows = await tx.$queryRaw<{ actor: string }[]>`
    WITH RECURSIVE behind AS (
      SELECT actor FROM unnest(${actors.filter((actor) => actor !== null)}::text[]) AS a (actor)
      UNION SELECT t.created_by FROM behind b JOIN api_tokens t
        ON t.organization_id = ${deployment.organizationId}::uuid AND b.actor = 'token:' || t.id)
    SELECT actor FROM behind WHERE actor LIKE 'person:%'`
  return rows.map(({ actor }) => actor)
}

/** Only its own members speak for an organization: what a partner may do through a grant is no second opinion of theirs. */
export async function isMemberWhoApproves(tx: Transaction, { organizationId, identity }: Caller): Promise<boolean> {
  const where = { organizationId, personId: identity.id, role: { in: [...ROLES_THAT_APPROVE] } }
  return (await tx.membership.count({ where })) > 0
}

/** How many members of the organization could approve: neither who asks, nor who had a part in the deployment. */
export async function othersWhoApprove(tx: Transaction, caller: Caller, deployment: HeldDeployment): Promise<number> {
  const authors = await authorsOf(tx, deployment, caller.actor)
  const personIds = authors.map((actor) => actor.slice('person:'.length))
  const { organizationId } = caller
  return tx.membership.count({
    where: { organizationId, role: { in: [...ROLES_THAT_APPROVE] }, personId: { notIn: personIds } },
  })
}
