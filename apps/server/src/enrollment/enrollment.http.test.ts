import { type DeviceProblem, enrolmentResponse, tokenResponse } from '@maestro/contract/devices'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  assertionOf,
  enrol,
  enrolmentOf,
  newKey,
  newOrganization,
  post,
  type RunningLinkProcess,
  runLink,
  type StagedDevice,
  stageDevice,
} from '../../test/link/running-link.js'

let running: RunningLinkProcess
let organizationId: string

beforeAll(async () => {
  running = await runLink()
  organizationId = await newOrganization(running.owner)
})
afterAll(() => running.close())

const staged = (): Promise<StagedDevice> => stageDevice(running.owner, running.database, organizationId)
const enrolWith = (body: unknown, headers = {}) => post(`${running.url}/device/v1/enrol`, body, headers)
const askToken = (assertion: string) => post(`${running.url}/device/v1/token`, { assertion })
const codeOf = async (response: Response) => ((await response.json()) as DeviceProblem).code

describe('enrolment', () => {
  it('gives a device its place, its organization and its brokers, and the audit knows', async () => {
    const device = await staged()
    const response = await enrolWith(enrolmentOf(device))
    expect(response.status).toBe(201)
    expect(enrolmentResponse.parse(await response.json())).toEqual({
      deviceId: device.deviceId,
      tenant: organizationId,
      brokerUrls: ['ws://localhost:8300/mqtt', expect.stringContaining('mqtt://localhost:')],
      issuer: 'http://localhost:8300',
    })
    const { rows } = await running.owner.query('SELECT state FROM devices WHERE id = $1', [device.deviceId])
    expect(rows).toEqual([{ state: 'active' }])
    const audit = await running.owner.query('SELECT action FROM audit_entries WHERE device_id = $1', [device.deviceId])
    expect(audit.rows).toEqual([{ action: 'device.enrolled' }])
  })

  it('gives the same answer to the same device that lost it', async () => {
    const device = await staged()
    const key = newKey()
    await enrolWith(enrolmentOf(device, key))
    expect((await enrolWith(enrolmentOf(device, key))).status).toBe(201)
  })

  it('takes a code as people type it, and a serial number with blanks', async () => {
    const device = await staged()
    const typed = `${device.claimCode.slice(0, 5)}-${device.claimCode.slice(5)}`.toLowerCase()
    const request = enrolmentOf({ ...device, claimCode: typed, serial: device.serial.toLowerCase() })
    expect((await enrolWith(request)).status).toBe(201)
  })

  it('refuses a code that was used by another key', async () => {
    const device = await staged()
    await enrolWith(enrolmentOf(device))
    const response = await enrolWith(enrolmentOf(device))
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
    expect(await codeOf(response)).toBe('enrolment.code-unknown')
  })

  it('refuses an expired code', async () => {
    const device = await staged()
    await running.owner.query(`UPDATE claim_codes SET expires_at = now() WHERE device_id = $1`, [device.deviceId])
    expect(await codeOf(await enrolWith(enrolmentOf(device)))).toBe('enrolment.code-unknown')
  })

  it("refuses another device's serial number or model, and leaves the code to the right one", async () => {
    const device = await staged()
    expect(await codeOf(await enrolWith(enrolmentOf({ ...device, serial: 'ELSE1' })))).toBe('enrolment.device-differs')
    expect(await codeOf(await enrolWith(enrolmentOf({ ...device, model: 'gtm-5250' })))).toBe(
      'enrolment.device-differs',
    )
    expect((await enrolWith(enrolmentOf(device))).status).toBe(201)
  })

  it('refuses a signature of another key or another text', async () => {
    const device = await staged()
    const foreign = enrolmentOf(device, newKey(), { publicKey: newKey().publicKey })
    expect(await codeOf(await enrolWith(foreign))).toBe('enrolment.signature-invalid')
    const changed = { ...enrolmentOf(device), nonce: 'x'.repeat(22) }
    expect(await codeOf(await enrolWith(changed))).toBe('enrolment.signature-invalid')
  })

  it('refuses a key that another device has, also of another organization', async () => {
    const key = newKey()
    await enrolWith(enrolmentOf(await staged(), key))
    const other = await stageDevice(running.owner, running.database, await newOrganization(running.owner))
    expect(await codeOf(await enrolWith(enrolmentOf(other, key)))).toBe('enrolment.key-in-use')
  })

  it('names every field that does not fit, in German for who asks for it', async () => {
    const response = await enrolWith({ claimCode: 'short' }, { 'accept-language': 'de' })
    const problem = (await response.json()) as DeviceProblem
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid', title: 'Die Anfrage passt nicht' })
    expect(problem.errors?.map((error) => error.path)).toContain('publicKey')
  })
})

describe('a token', () => {
  it('is an ES256 JWT that any broker can check by the published keys', async () => {
    const device = await enrol(running, organizationId)
    const jwks = (await (await fetch(`${running.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet
    const { payload } = await jwtVerify(device.token, createLocalJWKSet(jwks), { audience: 'maestro-device' })
    expect(payload).toMatchObject({ sub: device.deviceId, username: device.deviceId, tenant: organizationId })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
    expect(JSON.stringify(jwks)).not.toContain('"d"')
  })

  it('tells when to renew and how long to spread a return', async () => {
    const device = await enrol(running, organizationId)
    const response = await askToken(await assertionOf(device.deviceId, device.privateKey))
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(tokenResponse.parse(await response.json())).toMatchObject({ expiresIn: 3600, renewIn: 2880 })
  })

  it('is refused to a replayed assertion', async () => {
    const device = await enrol(running, organizationId)
    const assertion = await assertionOf(device.deviceId, device.privateKey)
    expect((await askToken(assertion)).status).toBe(200)
    const again = await askToken(assertion)
    expect(again.status).toBe(401)
    expect(await codeOf(again)).toBe('token.assertion-used')
  })

  it.each([
    ['signed by a stranger', {}, true],
    ['for another audience', { audience: 'http://elsewhere' }, false],
    ['made an hour ago', { issuedAt: Math.floor(Date.now() / 1000) - 3600 }, false],
    ['made in an hour', { issuedAt: Math.floor(Date.now() / 1000) + 3600 }, false],
  ])('is refused to an assertion %s', async (_, changes, stranger) => {
    const device = await enrol(running, organizationId)
    const key = stranger ? newKey().privateKey : device.privateKey
    expect(await codeOf(await askToken(await assertionOf(device.deviceId, key, changes)))).toBe(
      'token.assertion-invalid',
    )
  })

  it('is refused to a device that does not exist, was retired, or whose key was revoked', async () => {
    expect(await codeOf(await askToken(await assertionOf(crypto.randomUUID(), newKey().privateKey)))).toBe(
      'token.assertion-invalid',
    )
    const device = await enrol(running, organizationId)
    await running.owner.query(`UPDATE device_credentials SET revoked_at = now() WHERE device_id = $1`, [
      device.deviceId,
    ])
    expect((await askToken(await assertionOf(device.deviceId, device.privateKey))).status).toBe(401)
  })
})

it('slows down who guesses claim codes, and tells for how long', async () => {
  const guessing = await runLink()
  try {
    const device = { organizationId, deviceId: '', serial: 'S-1', model: 'gtm-5140' }
    const guess = (n: number) => enrolmentOf({ ...device, claimCode: `00000000${n}`.slice(-10).padStart(10, '0') })
    const statuses: number[] = []
    for (let n = 10; n < 31; n++) statuses.push((await post(`${guessing.url}/device/v1/enrol`, guess(n))).status)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404))
    const last = await post(`${guessing.url}/device/v1/enrol`, guess(99))
    expect(last.status).toBe(429)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  } finally {
    await guessing.close()
  }
})
