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

  it('is taken whole: one that is too long is refused', async () => {
    const key = 'k'.repeat(200)
    expect((await once(key, { name: 'Long' })).status).toBe(201)
    const { status, body } = await once(`${key}x`, { name: 'Longer' })
    expect([status, body.code]).toEqual([400, 'request.key-too-long'])
  })

  it('repeats the ETag too', async () => {
    const [first, again] = [await once('etag', { name: 'Versioned' }), await once('etag', { name: 'Versioned' })]
    expect(first.headers['etag']).toBe('"1"')
    expect([again.headers['etag'], again.headers['idempotency-replayed']]).toEqual(['"1"', 'true'])
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
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'request.not-json'])
    const large = await admin.post(`${path}/rooms`, { name: 'x'.repeat(1_100_000) })
    expect([large.status, large.body.code]).toEqual([413, 'request.too-large'])
  })
})

describe('a parameter', () => {
  it('that is not known is refused by its name, with the one that may have been meant', async () => {
    const { status, body } = await admin.get(`${path}/devices?locationId=1&stat=online&zzz=1`)
    expect([status, body.code]).toEqual([400, 'request.invalid'])
    expect(body.errors.map(({ path, message }: { path: string; message: string }) => [path, message])).toEqual([
      ['locationId', expect.stringContaining('Did you mean "location"?')],
      ['stat', expect.stringContaining('Did you mean "state"?')],
      ['zzz', expect.stringContaining('It takes: cursor, limit, search, state')],
    ])
    expect((await admin.get(`${path}/devices/export.csv?locationId=1`)).status).toBe(400)
    expect((await admin.get(`/me?x=1`, { 'accept-language': 'de' })).body.errors[0].message).toMatch(/kein Parameter/)
  })

  it('with a value that is none of those it can have is refused', async () => {
    expect((await admin.get(`${path}/deployments?state=running,zzz`)).body.code).toBe('request.invalid')
    expect((await admin.get(`${path}/drift?cause=zzz`)).body.code).toBe('request.invalid')
    expect((await admin.get(`${path}/deployments?state=running,draft`)).status).toBe(200)
  })
})

describe('the language of an answer', () => {
  it.each([
    ['de', 'de'],
    ['de-AT, en;q=0.5', 'de'],
    ['en;q=0.1,de;q=0.9', 'de'],
    ['de;q=0.1,en;q=0.9', 'en'],
    ['nl-DE', 'en'],
    ['xx-de, fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
  ])('of %j is %s', async (header, language) => {
    const { body } = await api.visitor.get('/me', { 'accept-language': header })
    expect(body.title).toBe(language === 'de' ? 'Bitte zuerst anmelden' : 'Sign in first')
  })
})

describe('a cursor', () => {
  it('that was made up is refused, whatever it holds', async () => {
    for (let n = 0; n < 2; n += 1)
      await admin.post(`${path}/devices`, { modelKey: 'gtm-5140', serial: `CURSOR-${n}`, name: `C${n}` })
    const { nextCursor } = (await admin.get(`${path}/devices?limit=1&sort=lastSeen`)).body
    const [, , fingerprint] = JSON.parse(Buffer.from(nextCursor.split('.')[0], 'base64url').toString())
    const made = (value: unknown, id: string) =>
      Buffer.from(JSON.stringify([value, id, fingerprint])).toString('base64url')
    const signature = nextCursor.split('.')[1] ?? ''
    for (const text of [made('2026-01-01', 'not-a-uuid'), made('\0', organizationId), made('no date', organizationId)])
      for (const cursor of [text, `${text}.${signature}`]) {
        const { status, body } = await admin.get(`${path}/devices?limit=1&sort=lastSeen&cursor=${cursor}`)
        expect([status, body.code]).toEqual([400, 'request.cursor-invalid'])
      }
    expect((await admin.get(`${path}/devices?limit=1&sort=lastSeen&cursor=${nextCursor}`)).status).toBe(200)
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

  it('is the same whatever stands beside the credential', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const cookie = String(visitor.credentials['cookie'])
    const left = async (headers: Record<string, string>) =>
      Number((await visitor.get('/me', headers)).headers['ratelimit-remaining'])
    const first = await left({})
    expect(await left({ cookie: `a=1; ${cookie}` })).toBe(first - 1)
    expect(await left({ cookie: `${cookie.slice(0, cookie.lastIndexOf('.'))}.another-signature` })).toBe(first - 2)
    const token = admin.withToken('mst_somebody')
    const remaining = async (authorization: string) =>
      Number(
        (await token.get('/me', { authorization, cookie: `b=${authorization.length}` })).headers['ratelimit-remaining'],
      )
    expect((await remaining('Bearer mst_somebody')) - (await remaining('bearer  mst_somebody'))).toBe(1)
  })

  it('ends with a problem that says when to try again', async () => {
    const visitor = admin.withToken('mst_nobody')
    for (let n = 0; n < REQUESTS_PER_MINUTE; n += 1) await visitor.get('/me')
    const { status, headers, body } = await visitor.get('/me', { 'accept-language': 'de' })
    expect([status, body.code]).toEqual([429, 'request.too-many'])
    expect(body.detail).toBe(`Versuchen Sie es in ${headers['retry-after']} s erneut.`)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  })
})
