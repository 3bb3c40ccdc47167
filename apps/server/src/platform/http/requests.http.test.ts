import { buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../../test/running-api.js'
import type { Visitor } from '../../../test/visitor.js'
import { REQUESTS_PER_MINUTE } from './security.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner, { name: 'Adler' })).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

describe('an idempotency key', () => {
  const once = (key: string, body: object, who = admin) => who.post(`${path}/rooms`, body, { 'idempotency-key': key })
  const rooms = async () => (await api.owner.query('SELECT name FROM rooms')).rows.map((row) => row.name)

  it('makes a create happen once, and answers a repeat as the first time', async () => {
    const first = await once('k1', { name: 'Once' })
    const again = await once('k1', { name: 'Once' })
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true'])
    expect(again.body).toEqual(first.body)
    expect(await rooms()).toEqual(['Once'])
  })

  it('is refused for another body', async () => {
    const { status, body } = await once('k1', { name: 'Twice' })
    expect([status, body.code]).toEqual([422, 'request.key-reused'])
  })

  it('belongs to whoever sent it', async () => {
    const other = await api.signedIn('admin', organizationId)
    expect((await once('k1', { name: 'Other' }, other)).headers['idempotency-replayed']).toBeUndefined()
  })

  it('does not keep a refusal', async () => {
    expect((await once('k2', { name: '' })).status).toBe(400)
    expect((await once('k2', { name: 'Zone', timeZone: 'Mars' })).status).toBe(422)
    expect((await once('k2', { name: 'Corrected' })).status).toBe(201)
  })

  it('lets one of many through at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => once('k3', { name: 'Racing' })))
    const done = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed'])
    expect(done).toHaveLength(1)
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    expect((await rooms()).filter((name) => name === 'Racing')).toHaveLength(1)
  })

  it('is taken again from a request that died', async () => {
    const fingerprints = `UPDATE idempotency_keys SET status = NULL, body = NULL, created_at = now() - $1::interval WHERE key = 'k3'`
    await api.owner.query(fingerprints, ['59 seconds'])
    expect((await once('k3', { name: 'Racing' })).body.code).toBe('request.in-progress')
    await api.owner.query(fingerprints, ['61 seconds'])
    expect((await once('k3', { name: 'Racing' })).status).toBe(201)
    expect((await once('k3', { name: 'Racing' })).headers['idempotency-replayed']).toBe('true')
  })

  it('keeps no secret that can be read', async () => {
    const token = { name: 'CI', scopes: ['rooms.view'] }
    const send = () => admin.post(`${path}/tokens`, token, { 'idempotency-key': 'k4' })
    const { body } = await send()
    const { rows } = await api.owner.query(`SELECT body::text FROM idempotency_keys WHERE key = 'k4'`)
    expect(rows[0].body).not.toContain(body.secret)
    expect((await send()).body.secret).toBe(body.secret)
  })
})

describe('a refusal', () => {
  it('is a problem that says what to do, in English or German', async () => {
    const german = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' }
    const viewer = await api.signedIn('viewer', organizationId)
    const [en, de] = [await viewer.get(`${path}/audit`), await viewer.get(`${path}/audit`, german)]
    expect(en.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(en.body).toEqual({
      type: 'urn:maestro:problem:access.right-missing',
      title: 'You may not do this',
      status: 403,
      code: 'access.right-missing',
      detail: 'This needs the right "audit.view". Ask an owner or admin of Adler.',
      requestId: en.headers['x-request-id'],
      params: { right: 'audit.view', organization: 'Adler' },
    })
    expect(de.body).toMatchObject({ code: 'access.right-missing', title: 'Dazu sind Sie nicht berechtigt' })
    expect(de.body.detail).toBe(
      'Dafür wird das Recht „audit.view“ benötigt. Wenden Sie sich an die Administration von Adler.',
    )
  })

  it('names each field that is wrong, in the language of the caller', async () => {
    const wrong = { name: '', seats: 'many' }
    const { status, body } = await admin.post(`${path}/rooms`, wrong, { 'accept-language': 'de' })
    expect(status).toBe(400)
    expect(body.code).toBe('request.invalid')
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'seats'])
    expect(body.errors[1].message).toMatch(/^Ungültige Eingabe/)
  })

  it('is a problem too where there is no such route, no JSON, or too much of it', async () => {
    const nowhere = await admin.get('/nowhere')
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'request.not-found'])
    const headers = { 'content-type': 'application/json' }
    const broken = await api.fastify.inject({
      method: 'POST',
      url: `/api/v1${path}/rooms`,
      headers: { ...admin.credentials, ...headers },
      payload: '{',
    })
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'request.invalid'])
    const large = await admin.post(`${path}/rooms`, { name: 'x'.repeat(1_100_000) })
    expect([large.status, large.body.code]).toEqual([413, 'request.too-large'])
  })
})

describe('a request with a cookie', () => {
  it('changes nothing when another site made it', async () => {
    const origin = { origin: 'https://evil.example' }
    const { status, body } = await admin.post(`${path}/rooms`, { name: 'X' }, origin)
    expect([status, body.code]).toEqual([403, 'access.foreign-origin'])
    const crossSite = await admin.post(`${path}/rooms`, { name: 'X' }, { 'sec-fetch-site': 'cross-site' })
    expect(crossSite.status).toBe(403)
  })
})

describe('the budget of requests', () => {
  it('is told with every answer, and counted for each credential', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const [first, second] = [await visitor.get(path), await visitor.get(path)]
    expect(Number(first.headers['ratelimit-limit'])).toBe(REQUESTS_PER_MINUTE)
    expect(Number(second.headers['ratelimit-remaining'])).toBe(Number(first.headers['ratelimit-remaining']) - 1)
    expect(Number(second.headers['ratelimit-reset'])).toBeLessThanOrEqual(60)
  })

  it('ends with a problem that says when to try again', async () => {
    const visitor = admin.withToken('mst_nobody')
    for (let n = 0; n < REQUESTS_PER_MINUTE; n += 1) await visitor.get('/me')
    const { status, headers, body } = await visitor.get('/me')
    expect([status, body.code]).toEqual([429, 'request.too-many'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  })
})
