import type { Transaction } from '../platform/platform.js'

export type OrganizationRow = {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly slug: string
  readonly language: string
  readonly timeZone: string
}

/** False when the slug is taken, by whomever: nothing was written then. */
export async function insertOrganization(tx: Transaction, row: OrganizationRow): Promise<boolean> {
  const { count } = await tx.organization.createMany({ data: row, skipDuplicates: true })
  return count === 1
}

export async function lockOrganization(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM organizations WHERE id = ${id}::uuid FOR UPDATE`
}

export async function findOrganization(tx: Transaction, id: string) {
  return tx.organization.findUnique({ where: { id } })
}

export async function updateOrganization(
  tx: Transaction,
  id: string,
  change: Partial<Pick<OrganizationRow, 'name' | 'language' | 'timeZone'>> & { readonly approvalFrom?: number | null },
): Promise<void> {
  await tx.organization.update({ where: { id }, data: { ...change, version: { increment: 1 } } })
}
