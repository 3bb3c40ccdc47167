import type { Transaction } from '../platform/platform.js'

export type MembershipRow = {
  readonly id: string
  readonly organizationId: string
  readonly personId: string
  readonly role: string
}

/** False when the person is a member already. */
export async function insertMembership(tx: Transaction, row: MembershipRow): Promise<boolean> {
  const { count } = await tx.membership.createMany({ data: row, skipDuplicates: true })
  return count === 1
}

/** The membership of a person, and who owns the organization: locked, so that the last owner stays the last one. */
export async function lockMembership(tx: Transaction, organizationId: string, personId: string) {
  const owners = await tx.$queryRaw<{ person_id: string }[]>`
    SELECT person_id FROM memberships WHERE organization_id = ${organizationId}::uuid AND role = 'owner'
    ORDER BY id FOR UPDATE`
  await tx.$queryRaw`SELECT id FROM memberships
    WHERE organization_id = ${organizationId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  const membership = await tx.membership.findUnique({
    where: { organizationId_personId: { organizationId, personId } },
    include: { person: true },
  })
  return membership && { ...membership, isLastOwner: owners.length === 1 && owners[0]?.person_id === personId }
}

export async function updateRole(tx: Transaction, id: string, role: string): Promise<void> {
  await tx.membership.update({ where: { id }, data: { role, version: { increment: 1 } } })
}

export async function deleteMembership(tx: Transaction, id: string): Promise<void> {
  await tx.membership.delete({ where: { id } })
}
