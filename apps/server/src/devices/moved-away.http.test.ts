import { randomUUID } from 'node:crypto'
import { buildDevice, buildMembership, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
/** May manage devices in both. */
let admin: Visitor
let home: string
let away: string
let serial: string
/** As it was here first. */
let first: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  home = (await buildOrganization(api.owner)).id
  away = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', home, away)
  serial = `BACK-${randomUUID().slice(0, 8).toUpperCase()}`
  first = await buildDevice(api.owner, { organizationId: home, serial, name: 'Traveller' })
})
afterAll(() => api.close())

async function moved(from: string, id: string, toOrganizationId: string): Promise<string> {
  const path = `/organizations/${from}/devices/${id}/move`
  const { previewHash } = (await admin.post(`${path}/preview`, { toOrganizationId })).body
  const answer = await admin.post(path, { toOrganizationId, previewHash }, { 'if-match': '*' })
  expect(answer.status).toBe(200)
  return answer.body.moved.deviceId
}
const rows = async (sql: string, ...values: unknown[]) => (await api.owner.query(sql, values)).rows

describe('a device that was moved away', () => {
  it('may come back: its serial number is one device at a time', async () => {
    const returned = await moved(away, await moved(home, first, away), home)
    const sql = 'SELECT id, organization_id AS at, state, retired_cause AS cause FROM devices WHERE serial = $1'
    const all = await rows(sql, serial)
    expect(all).toHaveLength(3)
    expect(all).toEqual(
      expect.arrayContaining([
        { id: first, at: home, state: 'retired', cause: 'moved' },
        { id: expect.any(String), at: away, state: 'retired', cause: 'moved' },
        { id: returned, at: home, state: 'staged', cause: null },
      ]),
    )
    const add = { modelKey: 'gtm-5140', name: 'Twice', serial }
    for (const organizationId of [home, away])
      expect((await admin.post(`/organizations/${organizationId}/devices`, add)).body.code).toBe('device.serial-taken')
  })

  it('is not meant any more by its serial number, and once it is back only what it is now is', async () => {
    const dead = await buildDevice(api.owner, { organizationId: home, name: 'Dead' })
    const replacement = () =>
      admin.post(`/organizations/${home}/devices/${dead}/replacement/preview`, { by: { serial } })
    const plan = () => {
      const file = { version: 1, devices: [{ serial, values: { 'ui.theme': 'Night' } }] }
      return admin.post(`/organizations/${home}/configuration/plan`, { file })
    }
    const there = await moved(home, first, away)
    expect((await replacement()).body.code).toBe('device.serial-taken')
    expect((await plan()).status).toBe(422)
    const returned = await moved(away, there, home)
    expect(await replacement()).toMatchObject({ status: 200, body: { new: { id: returned } } })
    expect((await plan()).status).toBe(200)
    const csv = `key,feature,evidence,date,device\nOLD-${serial},dual-screen,Invoice 7,2020-02-01,${serial}`
    expect((await admin.post(`/organizations/${home}/licenses/vendor-keys`, { csv })).status).toBeLessThan(300)
    expect(await rows('SELECT device_id AS id FROM license_keys WHERE organization_id = $1', home)).toEqual([
      { id: returned },
    ])
  })

  it('is cancelled with that reason in a deployment that was previewed before and starts after', async () => {
    const desk = await openDesk(api)
    const { personId } = desk.admin
    await buildMembership(api.owner, { organizationId: away, personId, role: 'admin' })
    await desk.profile({ 'ui.theme': 'Night' })
    const [moving, staying] = (await desk.devicesOf(2)) as [string, string]
    const draft = await desk.draft()
    admin = desk.admin
    await moved(desk.organizationId, moving, away)
    expect((await desk.start(draft)).status).toBe(200)
    const targets = await desk.targetsOf(draft.id)
    const of = (id: string) => targets.find((target: { device: { id: string } }) => target.device.id === id)
    expect(of(moving)).toMatchObject({ state: 'cancelled', reason: { code: 'device-left' } })
    expect(of(staying).state).not.toBe('cancelled')
  })

  it('numbers its licence files on from where it was, however often it moves', async () => {
    await rows(
      `INSERT INTO license_files (organization_id, device_id, issue, key_id, file, features) VALUES ($1, $2, 7, 'k', 'f', '[]')`,
      home,
      first,
    )
    const there = await moved(home, first, away)
    await rows('UPDATE device_statuses SET license_issue = 9 WHERE device_id = $1', there)
    const returned = await moved(away, there, home)
    const again = await moved(home, returned, away)
    const floors = await rows('SELECT id, license_issue_floor AS floor FROM devices WHERE serial = $1', serial)
    expect(new Map(floors.map(({ id, floor }) => [id, floor]))).toEqual(
      new Map([
        [first, 0],
        [there, 7],
        [returned, 9],
        [again, 9],
      ]),
    )
  })
})
