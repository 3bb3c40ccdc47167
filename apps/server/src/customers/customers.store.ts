import { FOUNDING_GRANT_RIGHTS } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

/** The grant that comes with provisioning a customer; it lasts until the customer's first owner changes it. */
export async function insertFoundingGrant(
  tx: Transaction,
  grant: { id: string; organizationId: string; partnerId: string; givenBy: string },
): Promise<void> {
  await tx.grant.create({ data: { ...grant, kind: 'founding', rights: [...FOUNDING_GRANT_RIGHTS] } })
}

/** Whether a live grant of the organization at work lets the partner manage licences. */
export async function maySetLicenses(tx: Transaction, partnerId: string): Promise<boolean> {
  const now = new Date()
  const live = { endedAt: null, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] }
  return (await tx.grant.count({ where: { partnerId, rights: { has: 'licenses.manage' }, ...live } })) > 0
}
