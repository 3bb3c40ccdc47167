import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** The root keys of an installation: the first one seals, all of them open. */
export type KeyRing = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> }

/** Parses `id:base64[,id:base64…]`; throws a sentence that says what is wrong. */
export function parseKeyRing(text: string): KeyRing {
  const entries = text
    .trim()
    .split(',')
    .map((part): [string, Buffer] => {
      const [id = '', encoded = ''] = part.trim().split(':')
      const key = Buffer.from(encoded, 'base64')
      if (!/^[a-z0-9-]{1,16}$/.test(id) || key.length !== 32)
        throw new Error('MAESTRO_KEYS must be "id:base64 of 32 bytes", several separated by commas, the current first.')
      return [id, key]
    })
  const current = entries[0]?.[0] ?? ''
  return { current, keys: new Map(entries) }
}

/** A fresh key ring as text, for the first start of an installation. */
export function createKeyRing(): string {
  return `k1:${randomBytes(32).toString('base64')}`
}

/**
 * A 32-byte key for one purpose (RFC 5869, HKDF-SHA-256). Derived from the oldest key of the ring,
 * so that adding a key for sealing does not change role passwords or look-up hashes.
 */
export function deriveKey(ring: KeyRing, purpose: string): Buffer {
  const root = [...ring.keys.values()].at(-1)
  if (!root) throw new Error('The key ring is empty.')
  return Buffer.from(hkdfSync('sha256', root, '', `maestro:${purpose}`, 32))
}

/** Seals a text with AES-256-GCM (NIST SP 800-38D): `v1.keyId.nonce.ciphertext+tag`, base64url. */
export function seal(ring: KeyRing, plaintext: string, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(ring, ring.current), nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', ring.current, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Opens what `seal` made, in the same context; throws when the text was changed or its key is gone. */
export function unseal(ring: KeyRing, sealed: string, context: string): string {
  const [version, keyId = '', nonce = '', body = ''] = sealed.split('.')
  if (version !== 'v1') throw new Error('This is not a sealed text.')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(ring, keyId), Buffer.from(nonce, 'base64url'))
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}

/** Keyed hash for looking up a secret that is stored sealed or not at all (HMAC-SHA-256, hex). */
export function lookupHash(ring: KeyRing, purpose: string, secret: string): string {
  return createHmac('sha256', deriveKey(ring, `lookup:${purpose}`))
    .update(secret)
    .digest('hex')
}

function sealingKey(ring: KeyRing, keyId: string): Buffer {
  const root = ring.keys.get(keyId)
  if (!root) throw new Error(`The key "${keyId}" is not in the key ring. Add it to MAESTRO_KEYS.`)
  return Buffer.from(hkdfSync('sha256', root, '', 'maestro:seal', 32))
}
