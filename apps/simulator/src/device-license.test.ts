import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { LicensedFeature, LicenseKeySet, LicensePayload } from '@maestro/contract/devices'
import { beforeEach, describe, expect, it } from 'vitest'
import { newDeviceKey } from './device-key.js'
import { DeviceLicense } from './device-license.js'
import { type DeviceMemory, freshMemory } from './device-memory.js'
import { LicenseKeys } from './license-keys.js'

const deviceId = '0190a5c0-0000-7000-8000-000000000001'
const day = 86_400
const now = () => Math.floor(Date.now() / 1000)

let privateKey: KeyObject
let memory: DeviceMemory
let license: DeviceLicense

beforeEach(() => {
  const pair = generateKeyPairSync('ed25519')
  privateKey = pair.privateKey
  const { x = '' } = pair.publicKey.export({ format: 'jwk' })
  const licenseKeys: LicenseKeySet = { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: 'one' }] }
  memory = { ...freshMemory('S1', 'gtm-5250', newDeviceKey()), licenseKeys }
  license = new DeviceLicense(memory, new LicenseKeys('http://127.0.0.1:9'))
})

const until = (key: string, days: number): LicensedFeature => ({ key, from: null, until: now() + days * day })

/** A file as Maestro signs it, by a clock that may be wrong by so many days. */
function file(issue: number, features: readonly LicensedFeature[], signedInDays = 0): string {
  const iat = now() + signedInDays * day
  const payload = {
    iss: 'https://maestro.example',
    sub: deviceId,
    serial: 'S1',
    issue,
    iat,
    features,
  } satisfies LicensePayload
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid: 'one' })}.${part(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}
const clockIsWrongBy = (days: number) => {
  license.clockOffMs = days * day * 1000
}

describe('a device in a call', () => {
  beforeEach(async () => {
    expect(await license.take(file(1, [until('api', 100), until('dual-screen', 10)]))).toBeUndefined()
    license.callBegins()
  })

  it('keeps a feature whose time ends by its clock, and goes without it as soon as it has hung up', () => {
    clockIsWrongBy(20)
    expect(license.features).toEqual(['api', 'dual-screen'])
    expect(license.reported).toMatchObject({ issue: 1, features: ['api', 'dual-screen'] })
    license.callEnds()
    expect(license.features).toEqual(['api'])
    license.callBegins()
    expect(license.features).toEqual(['api'])
  })

  it('loses what a newer file lacks, and keeps what a newer file ends earlier', async () => {
    expect(await license.take(file(2, [until('api', 1)]))).toBeUndefined()
    clockIsWrongBy(20)
    expect(license.features).toEqual(['api'])
  })

  it('gets what a newer file brings', async () => {
    await license.take(file(2, [until('api', 100), until('dual-screen', 10), until('hdmi-inputs', 10)]))
    expect(license.features).toEqual(['api', 'dual-screen', 'hdmi-inputs'])
  })
})

describe('a clock of the device', () => {
  it('that is far ahead ends features too early, and gives them back as soon as it is right', async () => {
    await license.take(file(1, [until('dual-screen', 10), { key: 'api', from: null, until: null }]))
    clockIsWrongBy(400)
    expect(license.features).toEqual(['api'])
    clockIsWrongBy(0)
    expect(license.features).toEqual(['dual-screen', 'api'])
  })

  it('that is far ahead refuses a file that is over by it, and keeps the one that it has', async () => {
    await license.take(file(1, [until('api', 100)]))
    clockIsWrongBy(400)
    expect(await license.take(file(2, [until('api', 200)]))).toMatchObject({ code: 'license-expired' })
    expect(license.reported).toMatchObject({ issue: 1, features: [] })
  })

  it('that is a little off changes nothing', async () => {
    await license.take(file(1, [{ key: 'api', from: now() + 3 * 3600, until: now() + 10 * day }]))
    expect(license.features).toEqual(['api'])
    clockIsWrongBy(10 + 3 / 24)
    expect(license.features).toEqual(['api'])
    clockIsWrongBy(10 + 5 / 24)
    expect(license.features).toEqual([])
  })

  it('that is far behind counts as the moment of signing, so that what begins and ends does', async () => {
    clockIsWrongBy(-20 * 365)
    await license.take(file(1, [until('api', 10), { key: 'dual-screen', from: now() - day, until: null }]))
    expect(license.features).toEqual(['api', 'dual-screen'])
    expect(await license.take(file(2, [until('dual-screen', -1), until('api', 10)]))).toBeUndefined()
    expect(license.features).toEqual(['api'])
  })

  it('that is far behind keeps nothing that Maestro takes back', async () => {
    clockIsWrongBy(-20 * 365)
    await license.take(file(1, [until('api', 10)]))
    expect(await license.take(file(2, []))).toBeUndefined()
    expect(license.reported).toMatchObject({ issue: 2, features: [] })
    expect(await license.take(file(1, [until('api', 10)]))).toMatchObject({ code: 'license-superseded' })
  })
})

describe('a clock of Maestro', () => {
  it('that was a year ahead takes a feature, and the next file brings it back although it was signed earlier', async () => {
    await license.take(file(1, [until('api', 30)]))
    expect(await license.take(file(2, [], 365))).toBeUndefined()
    expect(license.features).toEqual([])
    expect(await license.take(file(3, [until('api', 30)]))).toBeUndefined()
    expect(license.reported).toMatchObject({ issue: 3, features: ['api'] })
  })

  it('that was a year behind gives what ends by the right clock no longer than until its end', async () => {
    expect(await license.take(file(1, [until('api', 5)], -365))).toBeUndefined()
    expect(license.features).toEqual(['api'])
    clockIsWrongBy(6)
    expect(license.features).toEqual([])
  })
})
