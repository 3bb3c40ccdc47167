import { buildDevice, buildLocation, buildOrganization, buildRoom, insert } from '@maestro/testkit'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'
import { Audit } from './audit.js'

let api: RunningApi
let organizationId: string
let deviceId: string
let auditor: Visitor
let path: string

const entry = (action: string, second: number, more: object = {}) =>
  insert(api.owner, 'audit_entries', {
    id: uuidv7(),
    organization_id: organizationId,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
    actor: 'person:somebody',
    actor_name: 'Somebody',
    action,
    object_kind: 'device',
    address: '192.0.2.1',
    ...more,
  })

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  deviceId = await buildDevice(api.owner, { organizationId })
  path = `/organizations/${organizationId}`
  await entry('device.created', 1, { device_id: deviceId, after: { name: 'Bar' } })
  await entry('device.changed', 2, { device_id: deviceId, actor: 'system:sweep' })
  await entry('room.created', 3)
  auditor = await api.signedIn('auditor', organizationId)
})
afterAll(() => api.close())

const actions = async (query: string, who = auditor) =>
  (await who.get(`${path}/${query}`)).body.items.map((item: { action: string }) => item.action)

describe('the audit', () => {
  it('shows what happened, newest first, with who and what', async () => {
    expect(await actions('audit')).toEqual(['session.started', 'room.created', 'device.changed', 'device.created'])
    const { body } = await auditor.get(`${path}/audit?action=device.created`)
    expect(body.items).toMatchObject([
      { actor: { kind: 'person', id: 'somebody', name: 'Somebody' }, deviceId, before: null, after: { name: 'Bar' } },
    ])
  })

  it.each([
    ['action=room.created,device.created', ['room.created', 'device.created']],
    ['actor=system:sweep', ['device.changed']],
    ['actor=somebody', ['room.created', 'device.created']],
    ['from=2026-01-01T00:00:02Z&to=2026-01-01T00:00:03Z', ['device.changed']],
  ])('is filtered by %s', async (query, expected) => {
    expect(await actions(`audit?${query}`)).toEqual(expected)
  })

  it('is read page by page, also through entries of the same moment', async () => {
    for (let n = 0; n < 3; n += 1) await entry('license.activated', 9)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await auditor.get(`${path}/audit?action=license.activated&limit=1${cursor}`)
      seen.push(...body.items.map((item: { id: string }) => item.id))
      cursor = body.nextCursor && `&cursor=${body.nextCursor}`
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([3, 3])
  })

  it('is refused for input that is none', async () => {
    expect((await auditor.get(`${path}/audit?from=yesterday`)).status).toBe(400)
    expect((await auditor.get(`${path}/audit?cursor=nonsense`)).body.code).toBe('request.cursor-invalid')
  })

  it('is closed without a sign-in, without the right, and of another organization', async () => {
    const other = await buildOrganization(api.owner)
    expect((await api.visitor.get(`${path}/audit`)).status).toBe(401)
    expect((await (await api.signedIn('technician', organizationId)).get(`${path}/audit`)).status).toBe(403)
    expect((await auditor.get(`/organizations/${other.id}/audit`)).status).toBe(404)
  })

  it('keeps refused acts', async () => {
    const viewer = await api.signedIn('viewer', organizationId)
    await viewer.post(`${path}/rooms`, { name: 'X' })
    await expect
      .poll(async () => (await auditor.get(`${path}/audit?action=access.refused`)).body.items)
      .toContainEqual(
        expect.objectContaining({
          outcome: 'refused',
          actor: { kind: 'person', id: viewer.personId, name: 'The viewer' },
          object: { kind: 'route', id: null, name: 'POST /api/v1/organizations/:organizationId/rooms' },
        }),
      )
  })

  it('keeps what somebody wrote, also with half a character in it, and nothing where nothing was said', async () => {
    const [actor, actorName] = ['system:kiosk', 'Kiosk \ud83d']
    const record = {
      actor,
      actorName,
      action: 'room.changed',
      objectKind: 'room',
      reason: 'because \ud83d',
      after: { seats: null },
    } as const
    await new Audit(api.platform).recordAlone(organizationId, record)
    const { body } = await auditor.get(`${path}/audit?actor=${actor}`)
    expect(body.items).toMatchObject([
      {
        actor: { name: 'Kiosk \ufffd' },
        outcome: 'done',
        reason: 'because \ufffd',
        before: null,
        after: { seats: null },
        deviceId: null,
      },
    ])
  })

  it('keeps sign-ins and refused ones', async () => {
    const person = await api.person('viewer', organizationId)
    await api.visitor.call('POST', '/api/auth/sign-in/email', { ...person, password: 'not the password' })
    const { body } = await auditor.get(`${path}/audit?actor=${person.id}`)
    expect(body.items).toMatchObject([{ action: 'session.refused', outcome: 'refused' }])
  })

  it.each(['maestro_app', 'maestro_link'] as const)('is neither changed nor removed by %s', async (role) => {
    const client = await api.connectAs(role)
    await client.query(`SELECT set_config('app.organization_id', $1, false)`, [organizationId])
    await expect(client.query(`UPDATE audit_entries SET actor_name = 'Nobody'`)).rejects.toThrow(/permission denied/)
    await expect(client.query('DELETE FROM audit_entries')).rejects.toThrow(/permission denied/)
    await expect(client.query('TRUNCATE audit_entries')).rejects.toThrow(/permission denied/)
  })

  it('only grows, even for the owner of the database', async () => {
    await expect(api.owner.query('DELETE FROM audit_entries')).rejects.toThrow(/The audit only grows/)
  })
})

describe('the timeline', () => {
  it('shows what happened to one device, without from where', async () => {
    const viewer = await api.signedIn('viewer', organizationId)
    expect(await actions(`timeline?deviceId=${deviceId}`, viewer)).toEqual(['device.changed', 'device.created'])
    const { body } = await viewer.get(`${path}/timeline?deviceId=${deviceId}`)
    expect(body.items[0].address).toBeNull()
  })

  it('is not a way around the audit', async () => {
    const viewer = await api.signedIn('viewer', organizationId)
    const { status, body } = await viewer.get(`${path}/timeline`)
    expect([status, body.code]).toEqual([422, 'audit.timeline-of-nothing'])
  })
  it('of a device and its room says of each step of a deployment who wanted it, who approved it, and why', async () => {
    const desk = await openDesk(api)
    const boss = await api.signedIn('owner', desk.organizationId)
    const colleague = await api.signedIn('technician', desk.organizationId)
    await desk.profile({ 'ui.theme': 'Night' })
    const locationId = await buildLocation(api.owner, { organizationId: desk.organizationId })
    const roomId = await buildRoom(api.owner, { organizationId: desk.organizationId, locationId })
    const one = await desk.device({ roomId })
    await boss.api('PATCH', desk.path, { approvalFrom: 1 }, { 'if-match': '*' })
    const made = await desk.draft({ title: 'Dark rooms', reason: 'The fair begins' }, boss)
    await desk.start(made, colleague)
    await desk.act(made.id, 'approve', { previewHash: made.previewHash })
    await desk.engine.tend(made.id)
    for (const query of [`deviceId=${one}`, `roomId=${roomId}`]) {
      const { body } = await desk.admin.get(`${desk.path}/timeline?${query}`)
      const step = body.items.find(({ action }: { action: string }) => action === 'target.planned')
      expect(step).toMatchObject({
        actor: { kind: 'system' },
        before: { 'ui.theme': null },
        after: { 'ui.theme': 'Night' },
        deployment: {
          id: made.id,
          title: 'Dark rooms',
          wantedBy: 'The technician',
          approvedBy: 'The admin',
          reason: 'The fair begins',
        },
      })
    }
  })

  it('of a profile shows its assignments and the deployments to its reach, page by page', async () => {
    const desk = await openDesk(api)
    const profile = await desk.admin.post(`${desk.path}/profiles`, { name: 'Night', values: { 'ui.theme': 'Night' } })
    const profileId = profile.body.id
    await desk.device()
    const scope = { scopeKind: 'organization', scopeId: desk.organizationId }
    expect((await desk.admin.post(`${desk.path}/assignments`, { profileId, ...scope })).status).toBe(201)
    await desk.running({ scope: { profileId }, reason: 'The fair begins' })
    await desk.draft()
    const path = `${desk.path}/timeline?profileId=${profileId}`
    const { body } = await desk.admin.get(path)
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'deployment.ring-opened',
      'deployment.started',
      'deployment.prepared',
      'deployment.prepared',
      'profile.assigned',
      'profile.created',
    ])
    expect(body.items[1]).toMatchObject({
      address: null,
      deployment: { wantedBy: 'The admin', approvedBy: null, reason: 'The fair begins' },
    })
    expect(body.items[4].deployment).toBeNull()
    const page = (await desk.admin.get(`${path}&limit=2`)).body
    const next = (await desk.admin.get(`${path}&limit=2&cursor=${page.nextCursor}`)).body
    expect([...page.items, ...next.items]).toEqual(body.items.slice(0, 4))
    const { body: token } = await desk.admin.post(`${desk.path}/tokens`, { name: 'TV', scopes: ['devices.view'] })
    const refused = await api.visitor.withToken(token.secret).get(path)
    expect(refused).toMatchObject({ status: 403, body: { code: 'access.right-missing' } })
  })
})
