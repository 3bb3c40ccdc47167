import { buildDevice, buildGrant, buildOrganization, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let partner: { id: string; name: string }
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  partner = await buildOrganization(api.owner, { kind: 'partner', name: 'Raumwerk' })
  admin = await api.signedIn('partner-admin', partner.id)
  path = `/organizations/${partner.id}/customers`
})
afterAll(() => api.close())

const entriesOf = async (organizationId: string) =>
  (
    await api.owner.query('SELECT action FROM audit_entries WHERE organization_id = $1 ORDER BY at, id', [
      organizationId,
    ])
  ).rows.map((row) => row.action)

describe('the list', () => {
  it('shows the customers that gave a live grant, and no others', async () => {
    const seen = await buildOrganization(api.owner, { name: 'Adler' })
    const ended = await buildOrganization(api.owner, { name: 'Bussard' })
    await buildOrganization(api.owner, { name: 'Condor' })
    await buildGrant(api.owner, { organizationId: seen.id, partnerId: partner.id })
    await buildGrant(api.owner, {
      organizationId: ended.id,
      partnerId: partner.id,
      endsAt: new Date(Date.now() - 1000),
    })
    await buildRoom(api.owner, { organizationId: seen.id })
    await buildDevice(api.owner, { organizationId: seen.id })
    await buildDevice(api.owner, { organizationId: seen.id, connection: 'offline' })
    const { status, body } = await admin.get(path)
    expect(status).toBe(200)
    expect(body.items).toMatchObject([
      { id: seen.id, name: 'Adler', rooms: 1, devices: 2, online: 1, offline: 1, attention: 1, grantEndsAt: null },
    ])
  })

  it('shows no numbers that the grant keeps back', async () => {
    const shy = await buildOrganization(api.owner, { name: 'Dohle' })
    await buildGrant(api.owner, { organizationId: shy.id, partnerId: partner.id, rights: ['rooms.view'] })
    await buildRoom(api.owner, { organizationId: shy.id })
    await buildDevice(api.owner, { organizationId: shy.id })
    const { body } = await admin.get(`${path}?search=dohle`)
    expect(body.items).toMatchObject([{ rooms: 1, devices: 0, online: 0 }])
  })

  it('is read page by page', async () => {
    const first = await admin.get(`${path}?limit=1`)
    expect(first.body.items).toMatchObject([{ name: 'Adler' }])
    const second = await admin.get(`${path}?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body).toMatchObject({ items: [{ name: 'Dohle' }], nextCursor: null })
  })

  it('refuses a cursor of another search', async () => {
    const { body: page } = await admin.get(`${path}?limit=1`)
    const { status, body } = await admin.get(`${path}?limit=1&search=a&cursor=${page.nextCursor}`)
    expect([status, body.code]).toEqual([400, 'request.cursor-invalid'])
  })

  it('is not for people without a sign-in, without the right, or of another organization', async () => {
    expect((await api.visitor.get(path)).status).toBe(401)
    const other = await buildOrganization(api.owner, { kind: 'partner' })
    expect((await (await api.signedIn('viewer', partner.id)).get(path)).status).toBe(403)
    expect((await (await api.signedIn('owner', other.id)).get(path)).status).toBe(404)
  })
})

describe('a new customer', () => {
  it('comes with a founding grant, an owner, and a record in both organizations', async () => {
    const { status, body } = await admin.post(path, {
      name: 'Müller & Söhne',
      language: 'de',
      owner: { name: 'Erika Müller', email: 'Erika@mueller.example' },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      customer: { name: 'Müller & Söhne', slug: 'mueller-soehne', devices: 0 },
      owner: { email: 'erika@mueller.example', password: expect.stringMatching(/^\S{4}(-\S{4}){3}$/) },
    })
    const { id } = body.customer
    expect(await entriesOf(id)).toEqual(['organization.created', 'grant.given', 'member.added'])
    expect(await entriesOf(partner.id)).toContain('organization.created')
    const owner = await api.visitor.signIn(body.owner)
    expect((await owner.get(`/organizations/${id}`)).body).toMatchObject({ role: 'owner', through: null })
    expect((await admin.get(`/organizations/${id}`)).body).toMatchObject({ through: { name: 'Raumwerk' } })
    expect((await admin.get(`/organizations/${id}/people`)).status).toBe(200)
    expect(
      (await admin.post(`/organizations/${id}/people`, { name: 'X', email: 'x@x.example', role: 'viewer' })).status,
    ).toBe(403)
  })

  it('gets a slug of its own when the name is taken', async () => {
    const again = await admin.post(path, { name: 'Müller & Söhne' })
    expect(again.body.customer.slug).toMatch(/^mueller-soehne-[0-9a-f]{6}$/)
    expect(again.body.owner).toBeNull()
  })

  it('is refused field by field', async () => {
    const { status, body } = await admin.post(path, { name: '' })
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ path: 'name' }])
  })

  it('is refused without a sign-in, without the right, and in another organization', async () => {
    expect((await api.visitor.post(path, { name: 'X' })).status).toBe(401)
    expect((await (await api.signedIn('partner-technician', partner.id)).post(path, { name: 'X' })).status).toBe(403)
    const other = await buildOrganization(api.owner, { kind: 'partner' })
    expect((await admin.post(`/organizations/${other.id}/customers`, { name: 'X' })).status).toBe(404)
  })

  it('leaves nothing behind when its time zone does not exist', async () => {
    const { rows: before } = await api.owner.query('SELECT count(*) FROM organizations')
    const { status, body } = await admin.post(path, { name: 'Nowhere', timeZone: 'Mars/Olympus' })
    expect([status, body.code]).toEqual([422, 'organization.time-zone-unknown'])
    expect((await api.owner.query('SELECT count(*) FROM organizations')).rows).toEqual(before)
  })
})
