import { Prisma } from '@maestro/database'

type Transaction = Prisma.TransactionClient

const waiting = (deploymentId: string) => Prisma.sql`t.deployment_id = ${deploymentId}::uuid
  AND t.organization_id = (SELECT organization_id FROM deployments WHERE id = ${deploymentId}::uuid)
  AND t.reason_code = 'approval-needed' AND t.state = 'waiting'`

/** Devices that joined later and wait for their approval: how many, locked, or let go. Answers how many there are. */
export async function releaseApproved(
  tx: Transaction,
  deploymentId: string,
  what: 'count' | 'hold' | 'release',
): Promise<number> {
  if (what !== 'release') {
    const lock = what === 'hold' ? Prisma.sql`FOR UPDATE` : Prisma.empty
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT t.id FROM deployment_targets t WHERE ${waiting(deploymentId)} ORDER BY t.id ${lock}`
    return rows.length
  }
  // They wait for nothing but their turn: the ring they joined is looked at when the engine passes by.
  return tx.$executeRaw`
    UPDATE deployment_targets t SET reason_code = 'ring-not-open', next_attempt_at = NULL WHERE ${waiting(deploymentId)}`
}
