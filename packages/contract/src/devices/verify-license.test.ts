import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LicenseKeySet } from './license.js'
import { verifyLicense } from './verify-license.js'

const at = new Date('2026-11-23T12:00:00Z')
const payload = {
  iss: 'https://maestro.example',
  sub: '0190a0d2-0000-7000-8000-000000000001',
  serial: 'SL-1',
  issue: 3,
  iat: at.getTime() / 1000,
  features: [{ key: 'api', from: null, until: null }],
}
const [ours, theirs] = [keyPair('ours'), keyPair('theirs')]
const keys: LicenseKeySet = { keys: [ours.jwk] }

function keyPair(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const x = String(publicKey.export({ format: 'jwk' }).x)
  return { privateKey, jwk: { kty: 'OKP' as const, crv: 'Ed25519' as const, x, kid } }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(key: KeyObject, header: object = {}, body: unknown = payload): string {
  const text = `${part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid: 'ours', ...header })}.${part(body)}`
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

const verdictOn = async (file: string, question = {}) =>
  (await verifyLicense(file, keys, { at: () => at, ...question })).verdict

describe('a licence file', () => {
  const good = signed(ours.privateKey)

  it('is valid with the key that signed it, and says what it holds', async () => {
    expect(await verifyLicense(`${good}\n`, keys, { serial: 'SL-1', at: () => at })).toEqual({
      verdict: 'valid',
      keyId: 'ours',
      payload,
    })
  })

  it('that somebody else signed is forged', async () => {
    expect(await verdictOn(signed(theirs.privateKey))).toBe('forged')
  })

  it('of which one character was changed is never valid', async () => {
    for (let index = 0; index < good.length; index += 1) {
      const other = good[index] === 'A' ? 'B' : 'A'
      const verdict = await verdictOn(`${good.slice(0, index)}${other}${good.slice(index + 1)}`)
      // The last character of the signature has bits that say nothing.
      if (index < good.length - 1) expect(['forged', 'unknown-key']).toContain(verdict)
    }
  })

  it('of a key that nobody has published is of an unknown one', async () => {
    expect(await verdictOn(signed(theirs.privateKey, { kid: 'theirs' }))).toBe('unknown-key')
  })

  it.each([
    ['another algorithm', signed(ours.privateKey, { alg: 'none' })],
    ['another kind of document', signed(ours.privateKey, { typ: 'JWT' })],
    ['an extension that must be understood', signed(ours.privateKey, { crit: ['exp'] })],
    ['no number', signed(ours.privateKey, {}, { ...payload, issue: undefined })],
    ['no signature', good.split('.').slice(0, 2).join('.')],
    ['a part too many', `${good}.e30`],
    ['no sense at all', 'not a file'],
    ['nothing', ''],
  ])('with %s is forged', async (_, file) => {
    expect(await verdictOn(file)).toBe('forged')
  })

  it('is judged in a fixed order: device, number, time', async () => {
    const over = signed(ours.privateKey, {}, { ...payload, features: [{ key: 'api', from: null, until: 1 }] })
    expect(await verdictOn(over, { serial: 'SL-2', heldIssue: 9 })).toBe('foreign')
    expect(await verdictOn(over, { serial: 'SL-1', heldIssue: 9 })).toBe('superseded')
    expect(await verdictOn(over, { serial: 'SL-1', heldIssue: 3 })).toBe('expired')
    expect(await verdictOn(good, { at: () => new Date(0) })).toBe('not-yet-valid')
  })
})
