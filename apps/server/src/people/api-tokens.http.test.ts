import { buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}/tokens`
})
afterAll(() => api.close())

const create = async (body: object = {}) =>
  (await admin.post(path, { name: 'CI', scopes: ['rooms.view'], ...body })).body

describe('an API token', () => {
  it('is shown once, kept as a hash, and opens what its scopes say', async () => {
    const { status, body } = await admin.post(path, { name: 'CI', scopes: ['rooms.view', 'rooms.manage'] })
    expect(status).toBe(201)
    expect(body.secret).toMatch(/^mst_[\w-]{43}$/)
    const { rows } = await api.owner.query('SELECT row_to_json(t)::text AS text FROM api_tokens t')
    expect(rows[0].text).not.toContain(body.secret)
    const program = api.visitor.withToken(body.secret)
    expect((await program.post(`/organizations/${organizationId}/rooms`, { name: 'By program' })).status).toBe(201)
    expect((await program.get(`/organizations/${organizationId}/devices`)).status).toBe(403)
    expect((await program.get('/me')).body).toMatchObject({ kind: 'token', organizations: [{ id: organizationId }] })
    const { body: page } = await admin.get(path)
    expect(page.items).toMatchObject([{ prefix: body.secret.slice(0, 8), lastUsedAt: expect.any(String) }])
    expect(JSON.stringify(page)).not.toContain(body.secret)
  })

  it('acts under its own name in the audit', async () => {
    const { secret, token } = await create({ name: 'Robot', scopes: ['rooms.manage'] })
    await api.visitor.withToken(secret).post(`/organizations/${organizationId}/rooms`, { name: 'X' })
    const { body } = await admin.get(`/organizations/${organizationId}/audit?actor=${token.id}`)
    expect(body.items).toMatchObject([{ action: 'room.created', actor: { kind: 'token', name: 'Robot' } }])
  })

  it('is known by its scheme in any case', async () => {
    const { secret } = await create()
    expect((await api.visitor.get('/me', { authorization: `bearer ${secret}` })).status).toBe(200)
  })

  it('has nothing of a person to change', async () => {
    const { secret } = await create()
    const program = api.visitor.withToken(secret)
    const password = { currentPassword: 'a password', newPassword: 'another password' }
    for (const answer of [
      await program.patch('/me', undefined, { name: 'Robot' }),
      await program.remove('/me/sessions'),
      await program.post('/me/password', password),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'access.person-needed'])
  })

  it('is refused with an end that has passed', async () => {
    const expiresAt = new Date(Date.now() - 1000).toISOString()
    const { status, body } = await admin.post(path, { name: 'X', scopes: ['rooms.view'], expiresAt })
    expect([status, body.code]).toEqual([422, 'token.already-expired'])
  })

  it('is refused without scopes', async () => {
    expect((await admin.post(path, { name: 'X', scopes: [] })).status).toBe(400)
  })

  it('is closed without a sign-in, without the right, and of another organization', async () => {
    const other = await buildOrganization(api.owner)
    const stranger = await api.signedIn('owner', other.id)
    const { token, secret } = await create()
    expect((await api.visitor.get(path)).status).toBe(401)
    expect((await api.visitor.withToken('mst_wrong').get(path)).status).toBe(401)
    expect((await (await api.signedIn('technician', organizationId)).get(path)).status).toBe(403)
    expect((await stranger.remove(`/organizations/${other.id}/tokens/${token.id}`)).status).toBe(404)
    expect((await api.visitor.withToken(secret).get(`/organizations/${other.id}`)).status).toBe(404)
  })

  it('does no more than its maker', async () => {
    const { status, body } = await admin.post(path, { name: 'X', scopes: ['rooms.view', 'grants.manage'] })
    expect([status, body.code, body.params.scope]).toEqual([422, 'token.scope-unknown', 'grants.manage'])
    const { secret } = await create({ scopes: ['tokens.manage'] })
    const program = api.visitor.withToken(secret)
    expect((await program.post(path, { name: 'X', scopes: ['rooms.view'] })).body.code).toBe('token.scope-unknown')
  })

  it('ends when it is revoked, at once, and when its time is over', async () => {
    const { token, secret } = await create()
    const program = api.visitor.withToken(secret)
    expect((await program.get(`/organizations/${organizationId}`)).status).toBe(200)
    expect((await admin.remove(`${path}/${token.id}`)).status).toBe(204)
    expect((await program.get(`/organizations/${organizationId}`)).status).toBe(401)
    expect((await admin.remove(`${path}/${token.id}`)).status).toBe(204)
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'token.revoked'`,
    )
    expect(rows).toEqual([{ n: 1 }])
    const expired = await create({ expiresAt: '2020-01-01T00:00:00Z' })
    expect((await api.visitor.withToken(expired.secret).get('/me')).status).toBe(401)
  })
})
