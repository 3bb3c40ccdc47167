import { GRANTABLE_RIGHTS } from '@maestro/domain'
import { buildGrant, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let owner: Visitor
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  owner = await api.signedIn('owner', organizationId)
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}/people`
})
afterAll(() => api.close())

const lastEntry = async () => {
  const sql =
    'SELECT action, object_id, before, after FROM audit_entries WHERE organization_id = $1 ORDER BY at DESC, id DESC'
  return (await api.owner.query(`${sql} LIMIT 1`, [organizationId])).rows[0]
}

describe('the people of an organization', () => {
  it('are listed page by page', async () => {
    const { status, body } = await admin.get(`${path}?limit=1`)
    expect([status, body.items.length]).toEqual([200, 1])
    const rest = await admin.get(`${path}?limit=1&cursor=${body.nextCursor}`)
    const ids = [body.items[0].personId, rest.body.items[0].personId]
    expect(ids.sort()).toEqual([owner.personId, admin.personId].sort())
  })

  it('are added with an account whose password is shown once', async () => {
    const { status, body } = await admin.post(path, { name: 'Ada', email: 'Ada@x.example', role: 'technician' })
    expect([status, body.member.email, body.member.role]).toEqual([201, 'ada@x.example', 'technician'])
    const ada = await api.visitor.signIn({ email: 'ada@x.example', password: body.password })
    expect((await ada.get('/me')).body.organizations).toMatchObject([{ id: organizationId, role: 'technician' }])
    const again = await admin.post(path, { name: 'Ada', email: 'ada@x.example', role: 'viewer' })
    expect([again.status, again.body.code]).toEqual([409, 'member.already'])
  })

  it('keep the account they have elsewhere', async () => {
    const elsewhere = await api.person('viewer', (await buildOrganization(api.owner)).id)
    const { body } = await admin.post(path, { name: 'Whoever', email: elsewhere.email, role: 'viewer' })
    expect(body).toMatchObject({ password: null, member: { personId: elsewhere.id, name: 'The viewer' } })
  })

  it('are refused field by field', async () => {
    const { status, body } = await admin.post(path, { name: 'X', email: 'not an address', role: 'king' })
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['email', 'role'])
  })

  it('are closed without a sign-in, without the right, and of another organization', async () => {
    const strange = await api.person('viewer', (await buildOrganization(api.owner)).id)
    const auditor = await api.signedIn('auditor', organizationId)
    expect((await api.visitor.get(path)).status).toBe(401)
    expect((await auditor.get(path)).status).toBe(200)
    expect((await auditor.post(path, { name: 'X', email: 'x@x.example', role: 'viewer' })).status).toBe(403)
    expect((await admin.patch(`${path}/${strange.id}`, 1, { role: 'viewer' })).status).toBe(404)
    expect((await admin.remove(`${path}/${strange.id}`, 1)).status).toBe(404)
  })

  it('get and lose roles, with a record of before and after', async () => {
    const person = await api.person('viewer', organizationId)
    const changed = await admin.patch(`${path}/${person.id}`, 1, { role: 'technician' })
    expect(changed).toMatchObject({ status: 200, body: { role: 'technician', version: 2 } })
    expect(await lastEntry()).toMatchObject({
      action: 'member.changed',
      object_id: person.id,
      before: { role: 'viewer' },
      after: { role: 'technician' },
    })
    expect((await admin.patch(`${path}/${person.id}`, 1, { role: 'viewer' })).status).toBe(412)
    expect((await admin.patch(`${path}/${person.id}`, undefined, { role: 'viewer' })).status).toBe(428)
    const visitor = await api.visitor.signIn(person)
    expect((await visitor.get(`/organizations/${organizationId}`)).status).toBe(200)
    expect((await admin.remove(`${path}/${person.id}`, 2)).status).toBe(204)
    expect((await visitor.get(`/organizations/${organizationId}`)).status).toBe(404)
  })

  it('get no role above that of the giver, and lose none that is', async () => {
    for (const answer of [
      await admin.post(path, { name: 'X', email: 'boss@x.example', role: 'owner' }),
      await admin.patch(`${path}/${admin.personId}`, 1, { role: 'owner' }),
      await admin.patch(`${path}/${owner.personId}`, 1, { role: 'viewer' }),
      await admin.remove(`${path}/${owner.personId}`, 1),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'member.role-above-own'])
  })

  it('get no role above that of a partner who works through a grant', async () => {
    const partner = await buildOrganization(api.owner, { kind: 'partner' })
    await buildGrant(api.owner, { organizationId, partnerId: partner.id, rights: GRANTABLE_RIGHTS })
    const guest = await api.signedIn('partner-admin', partner.id)
    const add = (role: string) => guest.post(path, { name: 'X', email: `${role}@guest.example`, role })
    expect((await add('technician')).status).toBe(201)
    expect((await add('owner')).body.code).toBe('member.role-above-own')
  })

  it('never lose their last owner, also when two leave at once', async () => {
    const second = await api.signedIn('owner', organizationId)
    const answers = await Promise.all([
      owner.patch(`${path}/${owner.personId}`, 1, { role: 'admin' }),
      second.patch(`${path}/${second.personId}`, 1, { role: 'admin' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const last = answers[0]?.status === 409 ? owner : second
    expect((await last.remove(`${path}/${last.personId}`, 1)).body.code).toBe('member.last-owner')
  })
})
