import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, it } from 'vitest'
import { newDeviceKey } from './device-key.js'
import { DeviceLicense } from './device-license.js'
import { freshMemory, reset } from './device-memory.js'
import { LicenseKeys } from './license-keys.js'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const x = String(publicKey.export({ format: 'jwk' }).x)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function fileOf(sub: string, issue: number): string {
  const iat = Math.floor(Date.now() / 1000)
  const payload = { iss: 'https://maestro.example', sub, serial: 'SL-1', issue, iat, features: [] }
  const text = `${part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid: 'ours' })}.${part(payload)}`
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
}

const placeOf = (deviceId: string) => ({ deviceId, tenant: crypto.randomUUID(), brokerUrls: [], issuer: 'x' })

it('a device that was reset has nothing of before but the number below which it takes no licence file', async () => {
  const [before, after] = [crypto.randomUUID(), crypto.randomUUID()]
  const memory = freshMemory('SL-1', 'gtm-5140', newDeviceKey())
  const keys = { keys: [{ kty: 'OKP' as const, crv: 'Ed25519' as const, x, kid: 'ours' }] }
  Object.assign(memory, { place: placeOf(before), licenseKeys: keys, desiredVersion: 4, settings: { ui: {} } })
  const license = new DeviceLicense(memory, new LicenseKeys('http://127.0.0.1:9'))
  expect(await license.take(fileOf(before, 7))).toBeUndefined()

  const key = newDeviceKey()
  reset(memory, key)
  expect(memory).toEqual({ ...freshMemory('SL-1', 'gtm-5140', key), highestIssue: 7 })
  expect(license.reported).toBeUndefined()

  Object.assign(memory, { place: placeOf(after), licenseKeys: keys })
  expect(await license.take(fileOf(before, 8))).toMatchObject({ code: 'license-foreign' })
  expect(await license.take(fileOf(after, 6))).toMatchObject({ code: 'license-superseded' })
  expect(await license.take(fileOf(after, 8))).toBeUndefined()
})
