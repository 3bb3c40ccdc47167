import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'

/** A 32-byte key for one purpose, from the installation's root key. */
export type DeriveKey = (purpose: string) => Buffer

/** The key pair that signs device tokens (ES256), the same on every link process and after every start. */
export type LinkKeys = {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwks: { readonly keys: readonly JWK[] }
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Derives the pair from the root key, so that nothing has to be stored or shared. */
export async function deriveLinkKeys(derive: DeriveKey): Promise<LinkKeys> {
  const seed = Buffer.concat([derive('device-tokens:1'), derive('device-tokens:2')])
  // 512 bits reduced to 256 leave no measurable bias (NIST FIPS 186-5, appendix A.2.1).
  const scalar = (BigInt(`0x${seed.toString('hex')}`) % (order - 1n)) + 1n
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey()
  const publicJwk = { kty: 'EC', crv: 'P-256', x: part(point.subarray(1, 33)), y: part(point.subarray(33)) }
  const keyId = await calculateJwkThumbprint(publicJwk)
  return {
    keyId,
    privateKey: createPrivateKey({ key: { ...publicJwk, d: part(d) }, format: 'jwk' }),
    publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }),
    jwks: { keys: [{ ...publicJwk, kid: keyId, alg: 'ES256', use: 'sig' }] },
  }
}

function part(bytes: Buffer): string {
  return bytes.toString('base64url')
}
