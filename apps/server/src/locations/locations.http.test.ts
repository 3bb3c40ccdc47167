import { buildDevice, buildLocation, buildOrganization, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let strangeId: string
let technician: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  strangeId = (await buildOrganization(api.owner)).id
  technician = await api.signedIn('technician', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

const create = async (place: object) => (await technician.post(`${path}/locations`, place)).body
const lastEntry = async () => {
  const sql =
    'SELECT action, actor, before, after FROM audit_entries WHERE organization_id = $1 ORDER BY at DESC, id DESC'
  return (await api.owner.query(`${sql} LIMIT 1`, [organizationId])).rows[0]
}

describe('places', () => {
  it('are made, renamed and moved, with a record of each', async () => {
    const north = await create({ name: 'North', kind: 'region' })
    const made = await technician.post(`${path}/locations`, { name: 'Kiel', kind: 'site' })
    expect([made.status, made.headers['etag']]).toEqual([201, '"1"'])
    const moved = await technician.patch(`${path}/locations/${made.body.id}`, 1, { parentId: north.id })
    expect(moved).toMatchObject({ status: 200, body: { name: 'Kiel', parentId: north.id, version: 2 } })
    expect(await lastEntry()).toMatchObject({
      action: 'location.changed',
      actor: `person:${technician.personId}`,
      before: { parentId: null },
      after: { parentId: north.id },
    })
    const { body } = await technician.get(`${path}/locations?parentId=${north.id}`)
    expect(body.items).toMatchObject([{ name: 'Kiel' }])
  })

  it('are listed by name, page by page', async () => {
    const { body: page } = await technician.get(`${path}/locations?limit=1`)
    expect(page.items).toMatchObject([{ name: 'Kiel' }])
    const { body: rest } = await technician.get(`${path}/locations?limit=1&cursor=${page.nextCursor}`)
    expect(rest).toMatchObject({ items: [{ name: 'North' }], nextCursor: null })
  })

  it('are refused without a kind', async () => {
    const { status, body } = await technician.post(`${path}/locations`, { name: 'X' })
    expect([status, body.errors[0].path]).toEqual([400, 'kind'])
  })

  it('are closed without a sign-in, without the right, and of another organization', async () => {
    expect((await api.visitor.get(`${path}/locations`)).status).toBe(401)
    const auditor = await api.signedIn('auditor', organizationId)
    expect((await auditor.get(`${path}/locations`)).status).toBe(200)
    expect((await auditor.post(`${path}/locations`, { name: 'X', kind: 'site' })).status).toBe(403)
    const foreign = await buildLocation(api.owner, { organizationId: strangeId })
    expect((await technician.patch(`${path}/locations/${foreign}`, 1, { name: 'X' })).status).toBe(404)
  })

  it('stand only where they fit', async () => {
    const floor = await create({ name: 'Floor', kind: 'floor' })
    const tooBroad = await technician.post(`${path}/locations`, { name: 'X', kind: 'site', parentId: floor.id })
    expect([tooBroad.status, tooBroad.body.code]).toEqual([422, 'location.kind-too-broad'])
    const foreign = await buildLocation(api.owner, { organizationId: strangeId })
    const nowhere = await technician.post(`${path}/locations`, { name: 'X', kind: 'floor', parentId: foreign })
    expect([nowhere.status, nowhere.body.code]).toEqual([422, 'location.not-found'])
    const inside = await technician.patch(`${path}/locations/${floor.id}`, 1, { parentId: floor.id })
    expect([inside.status, inside.body.code]).toEqual([422, 'location.inside-itself'])
    const site = await create({ name: 'Site', kind: 'site' })
    await create({ name: 'House', kind: 'building', parentId: site.id })
    const shrunk = await technician.patch(`${path}/locations/${site.id}`, 1, { kind: 'floor' })
    expect([shrunk.status, shrunk.body.code]).toEqual([422, 'location.kind-too-broad'])
  })

  it('never become a ring when two moves race', async () => {
    const [a, b] = [await create({ name: 'A', kind: 'site' }), await create({ name: 'B', kind: 'site' })]
    const answers = await Promise.all([
      technician.patch(`${path}/locations/${a.id}`, 1, { parentId: b.id }),
      technician.patch(`${path}/locations/${b.id}`, 1, { parentId: a.id }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('are changed only as they were read, and removed only when empty', async () => {
    const place = await create({ name: 'Lübeck', kind: 'site' })
    const url = `${path}/locations/${place.id}`
    expect((await technician.patch(url, 7, { name: 'X' })).status).toBe(412)
    expect((await technician.patch(url, undefined, { name: 'X' })).status).toBe(428)
    const roomId = await buildRoom(api.owner, { organizationId, locationId: place.id })
    expect((await technician.remove(url, 1)).body.code).toBe('location.not-empty')
    await api.owner.query('DELETE FROM rooms WHERE id = $1', [roomId])
    expect((await technician.remove(url, 1)).status).toBe(204)
    expect(await lastEntry()).toMatchObject({ action: 'location.removed' })
  })
})

describe('rooms', () => {
  it('show where they are and what stands in them', async () => {
    const site = await create({ name: 'Bremen', kind: 'site' })
    const floor = await create({ name: '2nd floor', kind: 'floor', parentId: site.id })
    const made = await technician.post(`${path}/rooms`, {
      name: 'Atrium',
      locationId: floor.id,
      expected: { camera: 1 },
    })
    expect(made).toMatchObject({ status: 201, body: { path: ['Bremen', '2nd floor'], timeZone: 'Europe/Berlin' } })
    await buildDevice(api.owner, { organizationId, roomId: made.body.id, name: 'Bar', problems: ['camera-missing'] })
    await buildDevice(api.owner, { organizationId, roomId: made.body.id, name: 'Old', state: 'retired' })
    const { status, body } = await technician.get(`${path}/rooms/${made.body.id}`)
    expect(status).toBe(200)
    expect(body.devices).toMatchObject([{ name: 'Bar', connection: 'online', attention: true }])
    const bySite = await technician.get(`${path}/rooms?location=${site.id}`)
    expect(bySite.body.items).toMatchObject([
      { name: 'Atrium', path: ['Bremen', '2nd floor'], devices: [{ name: 'Bar' }] },
    ])
  })

  it('are found, sorted and read page by page', async () => {
    for (const name of ['Zenit', 'Ähre', '100% Room']) await buildRoom(api.owner, { organizationId, name })
    const names = async (query: string) =>
      (await technician.get(`${path}/rooms?${query}`)).body.items.map((room: { name: string }) => room.name)
    expect(await names('')).toEqual(['100% Room', 'Ähre', 'Atrium', 'Zenit'])
    expect(await names('sort=-name&limit=2')).toEqual(['Zenit', 'Atrium'])
    expect(await names('search=%25')).toEqual(['100% Room'])
    const { body } = await technician.get(`${path}/rooms?sort=-name&limit=2`)
    expect(await names(`sort=-name&limit=2&cursor=${body.nextCursor}`)).toEqual(['Ähre', '100% Room'])
  })

  it('are refused field by field', async () => {
    const { status, body } = await technician.post(`${path}/rooms`, { name: '', seats: 0 })
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'seats'])
  })

  it('are closed without a sign-in, without the right, and of another organization', async () => {
    const foreign = await buildRoom(api.owner, { organizationId: strangeId })
    expect((await api.visitor.get(`${path}/rooms`)).status).toBe(401)
    expect((await (await api.signedIn('viewer', organizationId)).post(`${path}/rooms`, { name: 'X' })).status).toBe(403)
    expect((await technician.get(`${path}/rooms/${foreign}`)).status).toBe(404)
    expect((await technician.remove(`${path}/rooms/${foreign}`, 1)).status).toBe(404)
  })

  it('are not removed while devices stand in them; retired ones let go', async () => {
    const id = await buildRoom(api.owner, { organizationId })
    const device = await buildDevice(api.owner, { organizationId, roomId: id })
    const refused = await technician.remove(`${path}/rooms/${id}`, 1)
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([409, 'room.not-empty', { devices: 1 }])
    await api.owner.query(`UPDATE devices SET state = 'retired' WHERE id = $1`, [device])
    expect((await technician.remove(`${path}/rooms/${id}`, 1)).status).toBe(204)
  })

  it('are changed only as they were read, and only to what can be', async () => {
    const url = `${path}/rooms/${await buildRoom(api.owner, { organizationId, name: 'Before' })}`
    expect((await technician.patch(url, 1, { timeZone: 'Mars' })).body.code).toBe('organization.time-zone-unknown')
    expect((await technician.patch(url, 1, { name: 'After' })).body).toMatchObject({ name: 'After', version: 2 })
    expect(await lastEntry()).toMatchObject({ before: { name: 'Before' }, after: { name: 'After' } })
    expect((await technician.patch(url, 1, { name: 'Again' })).status).toBe(412)
    expect((await technician.patch(url, undefined, { name: 'Again' })).status).toBe(428)
  })

  it('have office hours of each day, that are changed with a record and taken out again', async () => {
    const friday = { day: 5, from: '08:00', to: '14:00' }
    const made = await technician.post(`${path}/rooms`, { name: 'Office', officeHours: [friday] })
    expect(made).toMatchObject({ status: 201, body: { officeHours: [friday] } })
    const url = `${path}/rooms/${made.body.id}`
    const week = [{ day: 1, from: '08:00', to: '18:00' }, friday]
    expect((await technician.patch(url, 1, { officeHours: week })).body).toMatchObject({ officeHours: week })
    expect(await lastEntry()).toMatchObject({ before: { officeHours: [friday] }, after: { officeHours: week } })
    expect((await technician.patch(url, 2, { seats: 4 })).body).toMatchObject({ officeHours: week })
    expect((await technician.patch(url, 3, { officeHours: [] })).body).toMatchObject({ officeHours: [] })
    const without = await technician.post(`${path}/rooms`, { name: 'Without' })
    expect(without.body.officeHours).toEqual([])
  })

  it.each([
    [422, [{ day: 1, from: '18:00', to: '08:00' }], 'room.office-hours-backwards'],
    [422, [{ day: 1, from: '08:00', to: '08:00' }], 'room.office-hours-backwards'],
    [422, [1, 1].map((day) => ({ day, from: '08:00', to: '09:00' })), 'room.office-hours-twice'],
    [400, [{ day: 8, from: '08:00', to: '09:00' }], 'request.invalid'],
    [400, [{ day: 1, from: '8:00', to: '24:00' }], 'request.invalid'],
  ])('are refused with %i for office hours %j', async (status, officeHours, code) => {
    const url = `${path}/rooms/${await buildRoom(api.owner, { organizationId, name: 'Hours' })}`
    const refused = await technician.patch(url, 1, { officeHours })
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(refused.body.errors[0].path).toMatch(/^officeHours/)
    expect(refused.body.errors[0].message).not.toContain('{')
    expect((await technician.post(`${path}/rooms`, { name: 'X', officeHours })).status).toBe(status)
  })
})
