import type { DeploymentState } from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'

const NOT_OVER = [
  'preparing',
  'draft',
  'awaiting-approval',
  'scheduled',
  'running',
  'paused',
  'stopped',
] satisfies DeploymentState[]
const NAMED = 5

/**
 * Refuses to let a group go whose devices still join a deployment: it would go on without anybody noticing that nobody
 * joins any more. The group is held, so that none is made for it meanwhile.
 */
export async function requireNothingGrows(tx: Transaction, organizationId: string, groupId: string): Promise<void> {
  const growing = await tx.deployment.findMany({
    where: {
      organizationId,
      state: { in: NOT_OVER },
      growth: 'growing',
      scope: { path: ['groupId'], equals: groupId },
    },
    select: { title: true },
    orderBy: { id: 'asc' },
    take: NAMED,
  })
  const deployments = growing.map(({ title }) => `“${title}”`).join(', ')
  if (deployments) throw new Refused('group.deployment-grows', { deployments })
}
