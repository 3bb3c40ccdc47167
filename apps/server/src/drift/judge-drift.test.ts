import 'reflect-metadata'
import { type Json, type JsonObject, toDocument } from '@maestro/domain'
import { buildDevice, buildOrganization, insert } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { Audit } from '../audit/audit.js'
import { inOrganization } from '../platform/in-organization.js'
import { JudgeDrift } from './judge-drift.job.js'

let api: RunningApi
let organizationId: string
let job: JudgeDrift
beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  job = new JudgeDrift(api.platform, new Audit(api.platform))
})
afterAll(() => api.close())

const wanted = { 'ui.theme': 'Night', 'network.mtu': 1400, 'sip.password': 'sealed:v1.x' }

/** A device that was given values; it has said nothing yet. */
async function deviceWith(values: Readonly<Record<string, string | number>> = wanted): Promise<string> {
  const id = await buildDevice(api.owner, { organizationId, firmware: '5.10.0' })
  const released = { device_id: id, organization_id: organizationId, version: 1, hash: 'hash' }
  await insert(api.owner, 'released_configurations', { ...released, document: JSON.stringify(toDocument(values)) })
  return id
}

type Report = { applied?: number; desired?: number; status?: string; errors?: Json; firmware?: string; at?: Date }

async function reports(id: string, settings: JsonObject, report: Report = {}): Promise<void> {
  const { applied = 1, desired = applied, status = 'applied', errors = null, firmware = '5.10.0' } = report
  await api.owner.query(
    `UPDATE device_statuses SET reported = jsonb_build_object('settings', $2::jsonb), reported_at = $3, applied_version = $4,
       desired_version = $5, apply_status = $6, apply_errors = $7 WHERE device_id = $1`,
    [
      id,
      JSON.stringify(settings),
      report.at ?? new Date(),
      applied,
      desired,
      status,
      errors === null ? null : JSON.stringify(errors),
    ],
  )
  await api.owner.query('UPDATE devices SET firmware_version = $2 WHERE id = $1', [id, firmware])
}

async function judged(...deviceIds: string[]) {
  await inOrganization({ organizationId, actor: 'test' }, () => job.handle({ organizationId, deviceIds }))
  const { rows } = await api.owner.query(
    'SELECT key, wanted, reported, cause, since, xmin FROM configuration_drifts WHERE device_id = ANY ($1) ORDER BY key',
    [deviceIds],
  )
  return rows
}
const countOf = async (id: string) =>
  (await api.owner.query('SELECT drift FROM devices WHERE id = $1', [id])).rows[0]?.['drift']
const found = async (id: string) =>
  (
    await api.owner.query(
      "SELECT before, after, details FROM audit_entries WHERE device_id = $1 AND action = 'drift.found' ORDER BY id",
      [id],
    )
  ).rows

const asReleased = toDocument({ 'ui.theme': 'Night', 'network.mtu': 1400 })
const changed = toDocument({ 'ui.theme': 'Light', 'network.mtu': 1400 })

describe('a setting that was changed on the device', () => {
  it('is found once, with what was wanted, and kept since the first time', async () => {
    const id = await deviceWith()
    await reports(id, asReleased)
    expect(await judged(id)).toEqual([])
    await reports(id, changed)
    const [first, ...others] = await judged(id)
    expect(others).toEqual([])
    expect(first).toMatchObject({ key: 'ui.theme', wanted: 'Night', reported: 'Light', cause: 'changed-on-device' })
    expect(await countOf(id)).toBe(1)
    await reports(id, changed)
    expect(await judged(id)).toEqual([first])
    expect(await found(id)).toEqual([
      {
        before: { 'ui.theme': 'Night' },
        after: { 'ui.theme': 'Light' },
        details: { causes: { 'ui.theme': 'changed-on-device' } },
      },
    ])
  })

  it('and then to something else has drifted since the first time', async () => {
    const id = await deviceWith()
    await reports(id, changed)
    const [first] = await judged(id)
    await reports(id, toDocument({ 'ui.theme': 'Auto', 'network.mtu': 1400 }))
    const [second] = await judged(id)
    expect(second).toMatchObject({ reported: 'Auto', since: first?.['since'] })
    expect(await found(id)).toHaveLength(2)
  })

  it('and back is gone', async () => {
    const id = await deviceWith()
    await reports(id, changed)
    expect(await judged(id)).toHaveLength(1)
    await reports(id, asReleased)
    expect(await judged(id)).toEqual([])
    expect(await countOf(id)).toBe(0)
  })

  it('is forgotten with the device that is retired', async () => {
    const id = await deviceWith()
    await reports(id, changed)
    await judged(id)
    await api.owner.query("UPDATE devices SET state = 'retired', retired_at = now() WHERE id = $1", [id])
    expect(await judged(id)).toEqual([])
    expect(await countOf(id)).toBe(0)
  })
})

describe('what is on its way', () => {
  it('is no drift until the device has answered it, and what was found before stands until then', async () => {
    const id = await deviceWith()
    await reports(id, changed)
    const before = await judged(id)
    await api.owner.query('UPDATE released_configurations SET version = 2, document = $2 WHERE device_id = $1', [
      id,
      JSON.stringify(toDocument({ ...wanted, 'network.mtu': 1300 })),
    ])
    await reports(id, changed, { applied: 1 })
    expect(await judged(id)).toEqual(before)
    await reports(id, toDocument({ 'ui.theme': 'Night', 'network.mtu': 1300 }), { applied: 2 })
    expect(await judged(id)).toEqual([])
  })

  it('and was refused in part has failed where the device says so', async () => {
    const id = await deviceWith()
    await reports(id, toDocument({ 'ui.theme': 'Light', 'network.mtu': 1500 }), {
      applied: 0,
      desired: 1,
      status: 'partial',
      errors: [{ path: '/settings/network/mtu', code: 'unsupported' }],
    })
    expect(await judged(id)).toMatchObject([
      { key: 'network.mtu', cause: 'failed-push' },
      { key: 'ui.theme', cause: 'changed-on-device' },
    ])
  })
})

it('a setting that new firmware no longer reports was dropped by it', async () => {
  const id = await deviceWith()
  await reports(id, asReleased)
  await judged(id)
  await reports(id, toDocument({ 'ui.theme': 'Night' }), { firmware: '6.0.0' })
  expect(await judged(id)).toMatchObject([{ key: 'network.mtu', reported: null, cause: 'dropped-by-firmware' }])
})

it('a secret is neither compared nor kept', async () => {
  const id = await deviceWith()
  await reports(id, toDocument({ 'ui.theme': 'Night', 'network.mtu': 1400, 'sip.password': 'guessed' }))
  expect(await judged(id)).toEqual([])
})

it('a device of another organization is left alone', async () => {
  const id = await deviceWith()
  await reports(id, changed)
  const elsewhere = (await buildOrganization(api.owner)).id
  await job.handle({ organizationId: elsewhere, deviceIds: [id] })
  expect(await countOf(id)).toBe(0)
})

it('a report that nobody compared is found by the sweep, until somebody did', async () => {
  const id = await deviceWith()
  await reports(id, changed, { at: new Date(Date.now() - 20_000) })
  const app = await api.connectAs('maestro_app')
  const lost = async () =>
    (await app.query('SELECT * FROM system.unjudged_reports(1000)')).rows.flatMap(({ device_ids }) => device_ids)
  expect(await lost()).toContain(id)
  await judged(id)
  expect(await lost()).not.toContain(id)
})

it('what the firmware of a device lacks is no drift, and drifts with firmware that has it', async () => {
  const values = { 'content.airplay.security': 'Password', 'ui.theme': 'Night' }
  const id = await deviceWith(values)
  await reports(id, toDocument({ 'ui.theme': 'Night' }), { firmware: '5.8.7' })
  expect(await judged(id)).toEqual([])
  await reports(id, toDocument({ 'ui.theme': 'Night' }), { firmware: '5.9.0', at: new Date(Date.now() + 1000) })
  expect(await judged(id)).toMatchObject([{ key: 'content.airplay.security', wanted: 'Password', reported: null }])
})
