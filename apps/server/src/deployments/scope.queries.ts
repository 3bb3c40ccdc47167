import type { DeploymentScope, RingPlan } from '@maestro/contract'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'

type Found = Promise<{ readonly name: string } | null>

/** Refuses what does not exist in the organization; answers what a deployment to this scope may be called. */
export async function assertScope(
  tx: Transaction,
  organizationId: string,
  scope: DeploymentScope,
  rings: readonly Pick<RingPlan, 'size'>[],
): Promise<string> {
  for (const { size } of rings) if (size.kind === 'group') await nameOf(groupNamed(tx, organizationId, size.groupId))
  if ('groupId' in scope) return nameOf(groupNamed(tx, organizationId, scope.groupId))
  if ('locationId' in scope) {
    const where = { organizationId, id: scope.locationId }
    const location = await tx.location.findFirst({ where, select: { name: true } })
    if (!location) throw new Refused('location.not-found')
    return location.name
  }
  if ('profileId' in scope) {
    const where = { organizationId, id: scope.profileId }
    return nameOf(tx.profile.findFirst({ where, select: { name: true } }))
  }
  if ('deviceIds' in scope) return deviceNames(tx, organizationId, scope.deviceIds)
  return nameOf(tx.organization.findFirst({ where: { id: organizationId }, select: { name: true } }))
}

/** Until the transaction ends, the group is not removed. */
async function groupNamed(tx: Transaction, organizationId: string, id: string): Found {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM device_groups WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR KEY SHARE`
  return row ?? null
}

async function nameOf(found: Found): Promise<string> {
  const thing = await found
  if (!thing) throw new Refused('request.not-found')
  return thing.name
}

async function deviceNames(tx: Transaction, organizationId: string, deviceIds: readonly string[]): Promise<string> {
  const ids = [...new Set(deviceIds)]
  const devices = await tx.device.findMany({
    where: { organizationId, id: { in: ids } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  if (devices.length < ids.length) throw new Refused('request.not-found')
  const [first] = devices
  return devices.length === 1 ? (first?.name ?? '') : `${first?.name} + ${devices.length - 1}`
}
