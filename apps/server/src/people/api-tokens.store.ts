import type { Transaction } from '../platform/platform.js'

export type TokenRow = {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly prefix: string
  readonly hash: string
  readonly scopes: string[]
  readonly createdBy: string
  readonly createdByName: string
  readonly expiresAt: Date | null
}

export async function insertToken(tx: Transaction, row: TokenRow): Promise<void> {
  await tx.apiToken.create({ data: row })
}

/** The token as it was, locked. */
export async function lockToken(tx: Transaction, organizationId: string, id: string) {
  await tx.$queryRaw`SELECT id FROM api_tokens WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`
  return tx.apiToken.findFirst({ where: { organizationId, id } })
}

export async function revokeToken(tx: Transaction, id: string): Promise<void> {
  await tx.apiToken.update({ where: { id }, data: { revokedAt: new Date() } })
}
