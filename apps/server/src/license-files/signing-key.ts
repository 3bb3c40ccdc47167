import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { LicensePayload } from '@maestro/domain'
import { calculateJwkThumbprint } from 'jose'
import { type KeyRing, seal, unseal } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'
import { addSigningKey, findCurrentKey, type NewSigningKey, type PublicJwk } from './signing-keys.store.js'

/** What licence files are signed with now. */
export type SigningKey = { readonly id: string; readonly privateKey: KeyObject }

const context = (id: string) => `license-signing-key ${id}`

/** A pair on Ed25519, called by its thumbprint (RFC 7638); the private half is sealed under the root key. */
export async function newSigningKey(ring: KeyRing): Promise<NewSigningKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (!x) throw new Error('An Ed25519 key has an x.')
  const publicJwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x }
  const id = await calculateJwkThumbprint(publicJwk)
  return {
    id,
    publicJwk,
    sealed: seal(ring, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), context(id)),
  }
}

/** The current key, opened; made when there is none yet. `known` saves opening it again. */
export async function currentSigningKey(
  tx: Transaction,
  ring: KeyRing,
  known: SigningKey | undefined,
): Promise<SigningKey> {
  const current = (await findCurrentKey(tx)) ?? (await firstSigningKey(tx, ring))
  if (known?.id === current.id) return known
  return { id: current.id, privateKey: createPrivateKey(unseal(ring, current.sealed, context(current.id))) }
}

async function firstSigningKey(tx: Transaction, ring: KeyRing) {
  await addSigningKey(tx, await newSigningKey(ring), null)
  const current = await findCurrentKey(tx)
  if (!current) throw new Error('There is no licence signing key, although one was just made.')
  return current
}

/** A licence file: compact JWS (RFC 7515) with EdDSA (RFC 8037). */
export function signLicense({ id, privateKey }: SigningKey, payload: LicensePayload): string {
  const signed = `${part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid: id })}.${part(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
