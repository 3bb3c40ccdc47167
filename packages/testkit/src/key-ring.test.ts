import { createKeyRing, deriveKey, lookupHash, parseKeyRing, seal, unseal } from '@maestro/database'
import { expect, it } from 'vitest'

const old = createKeyRing()
const ring = parseKeyRing(old)

it('opens what it sealed, in the same context only', () => {
  const sealed = seal(ring, 's3cret', 'device:1')
  expect(sealed).not.toContain('s3cret')
  expect(unseal(ring, sealed, 'device:1')).toBe('s3cret')
  expect(() => unseal(ring, sealed, 'device:2')).toThrow()
})

it('notices a changed text', () => {
  const sealed = seal(ring, 's3cret', 'x')
  const last = sealed.at(-2) === 'A' ? 'B' : 'A'
  expect(() => unseal(ring, sealed.slice(0, -2) + last + sealed.slice(-1), 'x')).toThrow()
})

it('seals with the newest key, opens with all, and keeps derived keys through a rotation', () => {
  const sealed = seal(ring, 's3cret', 'x')
  const rotated = parseKeyRing(`${createKeyRing().replace('k1:', 'k2:')},${old}`)
  expect(unseal(rotated, sealed, 'x')).toBe('s3cret')
  expect(seal(rotated, 's3cret', 'x')).toMatch(/^v1\.k2\./)
  expect(deriveKey(rotated, 'role:maestro_app')).toEqual(deriveKey(ring, 'role:maestro_app'))
  expect(lookupHash(rotated, 'license-key', 'A')).toBe(lookupHash(ring, 'license-key', 'A'))
})

it('says what is wrong with a key ring', () => {
  expect(() => parseKeyRing('k1:short')).toThrow(/base64 of 32 bytes/)
})
