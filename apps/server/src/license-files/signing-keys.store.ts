import type { Transaction } from '../platform/platform.js'

export type PublicJwk = { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }

/** The installation's signing key without its secret half. */
export type SigningKeyRow = {
  id: string
  public_jwk: PublicJwk
  state: 'current' | 'retired'
  created_at: Date
  retired_at: Date | null
}

export type NewSigningKey = { readonly id: string; readonly publicJwk: PublicJwk; readonly sealed: string }

/** All of them, the newest first. */
export function listSigningKeys(tx: Transaction): Promise<SigningKeyRow[]> {
  return tx.$queryRaw<SigningKeyRow[]>`SELECT * FROM system.license_signing_keys()`
}

export async function findCurrentKey(tx: Transaction): Promise<{ id: string; sealed: string } | null> {
  const rows = await tx.$queryRaw<{ id: string; sealed: string }[]>`SELECT * FROM system.current_license_signing_key()`
  return rows[0] ?? null
}

/** Makes a key the current one in the place of another (null: of none), unless somebody was faster; answers which it is. */
export async function addSigningKey(tx: Transaction, key: NewSigningKey, insteadOf: string | null): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT system.add_license_signing_key(${key.id}, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.sealed}, ${insteadOf}) AS id`
  const [row] = rows
  if (!row) throw new Error('A function that answers a key answered none.')
  return row.id
}
