import { buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
let organizationId: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner, { name: 'Adler' })).id
})
afterAll(() => api.close())

const signIn = (person: { email: string; password: string }) =>
  api.visitor.call('POST', '/api/auth/sign-in/email', { email: person.email, password: person.password })

describe('a sign-in', () => {
  it('tells who somebody is and where they belong', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    expect((await visitor.get('/me')).body).toMatchObject({
      kind: 'person',
      id: visitor.personId,
      organizations: [{ id: organizationId, name: 'Adler', role: 'viewer' }],
    })
  })

  it('is never open to guests who sign up by themselves', async () => {
    const guest = { name: 'X', email: 'guest@x.example', password: 'a long enough password' }
    const { status } = await api.visitor.call('POST', '/api/auth/sign-up/email', guest)
    expect(status).toBe(404)
  })

  it('leaves nothing in the database that opens a session', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const cookie = String(visitor.credentials['cookie'])
    const { rows } = await api.owner.query('SELECT * FROM auth.session')
    const kept = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string')
    const secret = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')[0] ?? ''
    expect(secret.length).toBeGreaterThan(20)
    expect(kept.filter((value) => value.includes(secret))).toEqual([])
    for (const value of kept) {
      const thief = await api.visitor.get('/me', { cookie: `maestro.session_token=${value}.signature` })
      expect(thief.status).toBe(401)
    }
  })

  it('is refused alike for a wrong password and an unknown address', async () => {
    const person = await api.person('viewer', organizationId)
    const [wrong, unknown] = [
      await signIn({ ...person, password: 'wrong password' }),
      await signIn({ email: 'nobody@x.example', password: 'wrong password' }),
    ]
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const shown = ({ requestId: _, ...body }: { requestId: string }) => body
    expect(shown(wrong.body)).toEqual(shown(unknown.body))
    expect(wrong.body).toMatchObject({
      code: 'access.credentials-wrong',
      detail: expect.stringContaining('do not match'),
    })
  })

  it('slows down guesses at one account, and lets the right password in again after the pause', async () => {
    const person = await api.person('viewer', organizationId)
    for (let guess = 0; guess < 5; guess += 1)
      expect((await signIn({ ...person, password: `guess number ${guess}` })).status).toBe(401)
    const held = await signIn(person)
    expect([held.status, held.body.code]).toEqual([429, 'access.too-many-guesses'])
    expect(held.body.params.seconds).toBeGreaterThan(0)
    expect(Number(held.headers['retry-after'])).toBe(held.body.params.seconds)
    await api.owner.query('UPDATE auth."rateLimit" SET "lastRequest" = "lastRequest" - 60000')
    expect((await signIn(person)).status).toBe(200)
    expect((await signIn({ ...person, password: 'wrong again' })).status).toBe(401)
  })

  it('has a name and a password that change by audited routes only, and another password ends the other sessions', async () => {
    const other = (await buildOrganization(api.owner)).id
    const person = await api.person('viewer', organizationId, other)
    const [here, there] = [await api.visitor.signIn(person), await api.visitor.signIn(person)]
    expect((await here.patch('/me', undefined, { name: 'Renamed' })).body.name).toBe('Renamed')
    const change = (currentPassword: string, newPassword = 'quite another one') =>
      here.post('/me/password', { currentPassword, newPassword })
    expect((await change('not the password')).body.code).toBe('access.password-wrong')
    expect((await change(person.password, 'short')).body.code).toBe('request.invalid')
    expect((await change(person.password)).status).toBe(204)
    expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([200, 401])
    expect((await signIn(person)).status).toBe(401)
    expect((await signIn({ ...person, password: 'quite another one' })).status).toBe(200)
    const { rows } = await api.owner.query(
      `SELECT action, outcome, before, after, count(*)::int AS n, count(DISTINCT organization_id)::int AS organizations FROM audit_entries
         WHERE actor = $1 AND action ~ '^(person|password)' GROUP BY 1, 2, 3, 4 ORDER BY 1`,
      [`person:${person.id}`],
    )
    const silent = { before: null, after: null, n: 2, organizations: 2 }
    expect(rows).toEqual([
      { action: 'password.changed', outcome: 'done', ...silent },
      { action: 'password.refused', outcome: 'refused', ...silent },
      {
        ...silent,
        action: 'person.changed',
        outcome: 'done',
        before: { name: 'The viewer' },
        after: { name: 'Renamed' },
      },
    ])
  })

  it('is seen and ended everywhere', async () => {
    const person = await api.person('viewer', organizationId)
    const [here, there] = [await api.visitor.signIn(person), await api.visitor.signIn(person)]
    const { body } = await here.get('/me/sessions')
    expect(body.items.map((session: { current: boolean }) => session.current).sort()).toEqual([false, true])
    expect((await there.get('/me')).status).toBe(200)
    expect((await here.remove('/me/sessions')).status).toBe(204)
    expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([401, 401])
    const { rows } = await api.owner.query(
      `SELECT actor FROM audit_entries WHERE action = 'session.ended-everywhere' AND organization_id = $1`,
      [organizationId],
    )
    expect(rows).toEqual([{ actor: `person:${person.id}` }])
  })

  it('ends with a sign-out', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const out = await visitor.call('POST', '/api/auth/sign-out', {}, { origin: api.platform.settings.publicUrl })
    expect(out.status).toBe(200)
    expect((await visitor.get('/me')).status).toBe(401)
  })
})

describe('one’s own name and language', () => {
  it('are changed by oneself', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const changed = await visitor.patch('/me', undefined, { name: 'Ada Lovelace', language: 'de' })
    expect(changed).toMatchObject({ status: 200, body: { name: 'Ada Lovelace', language: 'de' } })
    expect((await visitor.get('/me')).body).toMatchObject({ name: 'Ada Lovelace', language: 'de' })
  })

  it('are refused when empty or unknown', async () => {
    const visitor = await api.signedIn('viewer', organizationId)
    const { status, body } = await visitor.patch('/me', undefined, { name: ' ', language: 'fr' })
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'language'])
  })

  it('are not changed without a sign-in', async () => {
    expect((await api.visitor.patch('/me', undefined, { name: 'X' })).status).toBe(401)
  })
})
