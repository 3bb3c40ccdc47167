import { uplinkKinds } from '@maestro/contract/devices'
import { buildDevice, insert } from '@maestro/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../test/deployment-desk.js'
import { type EnrolledDevice, enrol, type RunningLinkProcess, runLink } from '../../test/link/running-link.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { Audit } from '../audit/audit.js'
import { JudgeDrift } from '../drift/judge-drift.job.js'
import { inOrganization } from '../platform/in-organization.js'
import { linkMetrics } from './link-metrics.js'

const SEED = 20261130

let api: RunningApi
let link: RunningLinkProcess
let desk: Desk
let device: EnrolledDevice

beforeAll(async () => {
  api = await runApi()
  link = await runLink({ database: api.database })
})
beforeEach(async () => {
  desk = await openDesk(api)
  device = await enrol(link, desk.organizationId)
})
afterAll(async () => {
  await link.close()
  await api.close()
})

async function say(kind: string, body: unknown, one = device): Promise<number> {
  const answer = await fetch(`${link.url}/device/v1/up/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return answer.status
}
const hello = (desiredVersion: number) => say('hello', { sid: 's1', desiredVersion, reportedVersion: 0 })
const applied = (version: number, desiredVersion: number) =>
  say('reported', { version, desiredVersion, status: 'applied', patch: {} })
const statusOf = async ({ deviceId }: { deviceId: string }) =>
  (
    await api.owner.query(
      'SELECT desired_version::float8 AS held, applied_version::float8 AS applied, apply_status AS status FROM device_statuses WHERE device_id = $1',
      [deviceId],
    )
  ).rows[0]
const versionsOf = async (id: string) =>
  (await desk.targetsOf(id)).map((target: { desiredVersion: number; state: string }) => target.desiredVersion)

/** Straight into the database, as an earlier version of the link would have left it. */
const remember = (version: number) =>
  api.owner.query(
    "UPDATE device_statuses SET desired_version = $2, applied_version = $2, apply_status = 'applied', reported_at = now() WHERE device_id = $1",
    [device.deviceId, version],
  )

describe('a device that claims what was never given out', () => {
  it.each([3_000_000_000, 2 ** 53, -1, 1.5])('is not heard with %d', async (version) => {
    expect(await hello(version)).toBe(400)
    expect(await applied(2, version)).toBe(400)
  })

  it('holds nothing, and gets what everybody gets, under the number that follows', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(2)
    expect([await hello(999_999), await applied(2, 2_000_000_000)]).toEqual([204, 204])
    expect(await statusOf(device)).toEqual({ held: 0, applied: 0, status: null })
    const id = await desk.running()
    await desk.engine.release(id)
    expect(await versionsOf(id)).toEqual([1, 1, 1])
    const poll = await fetch(`${link.url}/device/v1/down?wait=0&desiredVersion=999999`, {
      headers: { authorization: `Bearer ${device.token}` },
    })
    expect(await poll.json()).toMatchObject({ messages: [{ kind: 'desired', payload: { version: 1, full: true } }] })
    expect(await applied(3, 1)).toBe(204)
    expect(await statusOf(device)).toEqual({ held: 1, applied: 1, status: 'applied' })
  })

  it('that was believed before holds nobody up: neither deployments nor drift, cancelling nor retiring', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    const [healthy] = await desk.devicesOf(2)
    await hello(0)
    const id = await desk.running()
    await remember(3_000_000_000)
    await desk.engine.release(id)
    expect(await versionsOf(id)).toEqual([1, 1, 1])
    const judge = new JudgeDrift(api.platform, new Audit(api.platform))
    const { organizationId } = desk
    const deviceIds = [device.deviceId, String(healthy)]
    await inOrganization({ organizationId, actor: 'test' }, () => judge.handle({ organizationId, deviceIds }))
    expect((await desk.act(id, 'cancel')).status).toBe(200)
    const { version } = (await desk.admin.get(`${desk.path}/devices/${device.deviceId}`)).body
    const retired = await desk.admin.post(
      `${desk.path}/devices/${device.deviceId}/retire`,
      { cause: 'failed' },
      { 'if-match': `"${version}"` },
    )
    expect(retired.status).toBe(200)
  })

  it('forgets what it was believed to have applied as soon as it speaks', async () => {
    await hello(0)
    await remember(3_000_000_000)
    await hello(0)
    expect(await statusOf(device)).toEqual({ held: 0, applied: 0, status: null })
  })
})

it('a device that is ahead of an older copy of the database gets a number that it takes for newer', async () => {
  const released = {
    device_id: device.deviceId,
    organization_id: desk.organizationId,
    version: 10,
    document: '{}',
    hash: 'h',
  }
  await insert(api.owner, 'released_configurations', released)
  await hello(17)
  expect(await applied(2, 17)).toBe(204)
  expect(await statusOf(device)).toEqual({ held: 17, applied: 0, status: null })
  await desk.profile({ 'ui.theme': 'Night' })
  const id = await desk.running()
  await desk.engine.release(id)
  expect(await versionsOf(id)).toEqual([18])
})

describe('one device that cannot be worked out', () => {
  it('fails alone in its deployment, with a reason', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    const deviceIds = await desk.devicesOf(3)
    const id = await desk.running()
    await api.owner.query(
      `INSERT INTO configuration_layers (id, organization_id, scope_kind, scope_id, "values")
       VALUES (gen_random_uuid(), $1, 'device', $2, '{"sip.password": "sealed:v1.broken"}')`,
      [desk.organizationId, deviceIds[1]],
    )
    await desk.engine.release(id)
    const found = (await desk.targetsOf(id)).map(
      (target: { device: { id: string }; state: string; reason: { code: string } | null; desiredVersion: number }) => [
        deviceIds.indexOf(target.device.id),
        target.state,
        target.reason?.code ?? null,
        target.desiredVersion,
      ],
    )
    const own = deviceIds.map((_, index) => index)
    expect(found.filter(([index]: [number]) => own.includes(index)).sort()).toEqual([
      [0, 'planned', null, 1],
      [1, 'failed', 'release-failed', 0],
      [2, 'planned', null, 1],
    ])
  })

  it('does not keep others from being judged', async () => {
    const { organizationId } = desk
    const drifted = await Promise.all(
      [0, 1, 2].map(async (at) => {
        const id = await buildDevice(api.owner, { organizationId, firmware: '5.10.0' })
        const released = { device_id: id, organization_id: organizationId, version: 1, hash: 'h' }
        await insert(api.owner, 'released_configurations', { ...released, document: '{"ui":{"theme":"Night"}}' })
        await api.owner.query(
          `UPDATE device_statuses SET reported = '{"settings":{"ui":{"theme":"Light"}}}', applied_version = 1, desired_version = 1,
             apply_status = 'applied', reported_at = $2 WHERE device_id = $1`,
          [id, at === 1 ? 'infinity' : 'now'],
        )
        return id
      }),
    )
    const judge = new JudgeDrift(api.platform, new Audit(api.platform))
    await inOrganization({ organizationId, actor: 'test' }, () => judge.handle({ organizationId, deviceIds: drifted }))
    const { rows } = await api.owner.query(
      'SELECT device_id AS id FROM configuration_drifts WHERE device_id = ANY ($1)',
      [drifted],
    )
    expect(rows.map(({ id }) => id).sort()).toEqual([drifted[0], drifted[2]].sort())
  })
})

describe('whatever a device says', () => {
  const refusals = async () =>
    (await linkMetrics.messages.get()).values.find(({ labels }) => labels.kind === 'refused')?.value ?? 0

  const nasty = fc.constantFrom<unknown>(
    '\0',
    '\ud800',
    '__proto__',
    1e308,
    -1,
    2 ** 53,
    { '\0': 1 },
    { '\udfff': { a: null } },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}'),
    Array.from({ length: 40 }).reduce((inner: unknown) => [inner], 1),
    'x'.repeat(5_000),
    [],
    null,
    '9999-12-31T23:59:59+14:00',
    '0000-01-01T00:00:00Z',
  )
  const valid: Readonly<Record<string, object>> = {
    presence: { online: true, sid: 's1', at: '2026-01-01T00:00:00Z' },
    hello: { sid: 's1', agent: '1', fw: '5', desiredVersion: 0, reportedVersion: 0 },
    reported: {
      version: 5,
      desiredVersion: 0,
      status: 'partial',
      patch: { settings: { a: { b: 1 } }, license: { issue: 1, features: [] }, firmware: '5' },
      errors: [{ path: '/settings/a', code: 'x', msg: 'y' }],
    },
    telemetry: { at: '2026-01-01T00:00:00Z', seq: 1, m: { cpu: 1 } },
    event: { id: '1', at: '2026-01-01T00:00:00Z', type: 'call.ended', data: { a: 1 } },
    cmd: { id: '1', status: 'running', result: { a: 1 } },
  }

  /** A message as it should be, with something nasty at one place in it. */
  function spoilt(value: unknown, steps: readonly number[], nail: unknown, key: string): unknown {
    if (typeof value !== 'object' || value === null || steps.length === 0) return nail
    const names = [...Object.keys(value), key]
    const name = names[(steps[0] ?? 0) % names.length] ?? key
    const inner = spoilt((value as Record<string, unknown>)[name], steps.slice(1), nail, key)
    return Array.isArray(value) ? [inner] : { ...value, [name]: inner }
  }

  it(`is stored or refused at the door, and takes nobody with it (seed ${SEED})`, async () => {
    const healthy = await enrol(link, desk.organizationId)
    const before = await refusals()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...uplinkKinds),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
        nasty,
        fc.constantFrom('more', '\0', '\udc00', '__proto__', 'x'.repeat(300)),
        async (kind, steps, nail, key) => {
          const body = JSON.stringify(spoilt(valid[kind], steps, nail, key))
          expect([204, 400, 413]).toContain(await say(kind, body))
        },
      ),
      { numRuns: 150, seed: SEED, endOnFailure: true },
    )
    for (const raw of [
      '',
      '{',
      '[1',
      '\ufeff{}',
      '{"sid":"a","sid":"b"}',
      'null',
      `{"m":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    ])
      expect(await say('telemetry', raw)).toBe(400)
    expect(await say('telemetry', { at: '2026-01-01T00:00:00Z', m: { 'a\0': 1 } })).toBe(400)
    expect(await say('telemetry', { at: '2026-01-01T00:00:00Z', m: { cpu: 7 } }, healthy)).toBe(204)
    await link.link.ingest.drain()
    const { rows } = await api.owner.query('SELECT telemetry FROM device_statuses WHERE device_id = $1', [
      healthy.deviceId,
    ])
    expect(rows[0]?.['telemetry']).toMatchObject({ cpu: 7 })
    expect(await refusals()).toBe(before)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('does not fill the database, patch upon patch', async () => {
    for (let n = 1; n <= 12; n += 1)
      expect(
        await say('reported', {
          version: n,
          desiredVersion: 0,
          status: 'applied',
          patch: { [`part${n}`]: 'x'.repeat(100_000) },
        }),
      ).toBe(204)
    const measures = (n: number) =>
      Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`m${n}-${at}`, 'x'.repeat(200)]))
    for (let n = 1; n <= 4; n += 1) {
      expect(await say('telemetry', { at: '2026-01-01T00:00:00Z', m: measures(n) })).toBe(204)
      await link.link.ingest.drain()
    }
    const { rows } = await api.owner.query(
      'SELECT length(reported::text) AS reported, length(telemetry::text) AS telemetry FROM device_statuses WHERE device_id = $1',
      [device.deviceId],
    )
    expect(rows[0]?.['reported']).toBeLessThan(600_000)
    expect(rows[0]?.['telemetry']).toBeLessThan(100_000)
  })
})
