import { buildDevice, buildOrganization } from '@maestro/testkit'
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
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

const device = () => buildDevice(api.owner, { organizationId, connection: 'offline' })
const change = async (deviceId: string, values: object) =>
  (await admin.post(`${path}/devices/${deviceId}/configuration`, { values }, { 'if-match': '*' })).body
/** As the worker leaves it. */
const becomes = (targetId: string, state: string, reason: string | null = null) =>
  api.owner.query(
    `WITH t AS (UPDATE deployment_targets SET state = $2, reason_code = $3, finished_at = now() WHERE id = $1 RETURNING deployment_id)
     UPDATE deployments SET state = CASE WHEN $2 IN ('failed', 'confirmed') THEN 'finished' ELSE 'running' END WHERE id = (SELECT deployment_id FROM t)`,
    [targetId, state, reason],
  )
const act = (deploymentId: string, verb: 'retry' | 'cancel', by = admin) =>
  by.post(`${path}/deployments/${deploymentId}/${verb}`)
const targetsOf = async (deviceId: string) => (await admin.get(`${path}/devices/${deviceId}/targets`)).body.items
const layerOf = async (deviceId: string) =>
  (await api.owner.query('SELECT version, values FROM configuration_layers WHERE scope_id = $1', [deviceId])).rows[0]
const released = async (deviceId: string) =>
  (await api.owner.query('SELECT version::int, document FROM released_configurations WHERE device_id = $1', [deviceId]))
    .rows[0]

describe('a deployment', () => {
  it('gives way to a newer wish for the same device', async () => {
    const id = await device()
    const first = await change(id, { 'ui.theme': 'Night' })
    const second = await change(id, { 'ui.theme': 'Light' })
    expect(await targetsOf(id)).toMatchObject([
      { deploymentId: second.deploymentId, state: 'planned', desiredVersion: 2 },
      { deploymentId: first.deploymentId, state: 'superseded', reason: { code: 'superseded-by-newer' } },
    ])
    const { body } = await admin.get(`${path}/deployments/${first.deploymentId}`)
    expect(body).toMatchObject({ state: 'finished', counts: { superseded: 1, planned: 0 } })
  })

  it('that failed is tried again under a new number, and only then', async () => {
    const id = await device()
    const { deploymentId, targetId, version } = await change(id, { 'ui.theme': 'Night' })
    expect((await act(deploymentId, 'retry')).body.code).toBe('deployment.nothing-to-retry')
    await becomes(targetId, 'failed', 'no-answer')
    expect(await act(deploymentId, 'retry')).toMatchObject({
      status: 200,
      body: { state: 'running', counts: { planned: 1 } },
    })
    expect(await targetsOf(id)).toMatchObject([
      { state: 'planned', reason: null, attempts: 0, desiredVersion: version + 1 },
    ])
    expect(await released(id)).toEqual({ version: version + 1, document: { ui: { theme: 'Night' } } })
  })

  it('that failed is not tried again once something newer was wanted', async () => {
    const id = await device()
    const { deploymentId, targetId } = await change(id, { 'ui.theme': 'Night' })
    await becomes(targetId, 'failed', 'no-answer')
    await change(id, { 'ui.theme': 'Light' })
    expect((await act(deploymentId, 'retry')).body.code).toBe('deployment.nothing-to-retry')
  })

  it('that is cancelled puts the values before back, secrets too', async () => {
    const id = await device()
    const { targetId } = await change(id, { 'ui.theme': 'Night', 'sip.password': 'first' })
    await becomes(targetId, 'confirmed')
    const before = await released(id)
    const hashBefore = (await admin.get(`${path}/devices/${id}/configuration`)).body.released.hash
    const { deploymentId } = await change(id, { 'ui.theme': 'Light', 'network.mtu': 1400, 'sip.password': 'second' })
    expect(await act(deploymentId, 'cancel')).toMatchObject({
      status: 200,
      body: { state: 'cancelled', counts: { cancelled: 1 } },
    })
    const now = await released(id)
    expect(now.version).toBeGreaterThan(before.version)
    expect(Object.keys(now.document)).toEqual(Object.keys(before.document))
    expect(now.document.ui).toEqual({ theme: 'Night' })
    expect(await layerOf(id)).toMatchObject({ version: 3, values: { 'ui.theme': 'Night' } })
    const { hash } = (await admin.get(`${path}/devices/${id}/configuration`)).body.released
    expect(hash).toBe(hashBefore)
    const { rows } = await api.owner.query(
      "SELECT action, actor FROM audit_entries WHERE action ~ 'cancelled' AND (device_id = $1 OR object_id = $2) ORDER BY action",
      [id, deploymentId],
    )
    expect(rows).toEqual([
      { action: 'deployment.cancelled', actor: `person:${admin.personId}` },
      { action: 'target.cancelled', actor: `person:${admin.personId}` },
    ])
  })

  it('is not cancelled once it was sent or is over, and not twice', async () => {
    const id = await device()
    const { deploymentId, targetId } = await change(id, { 'ui.theme': 'Night' })
    for (const state of ['sent', 'confirmed', 'failed']) {
      await becomes(targetId, state, state === 'failed' ? 'no-answer' : null)
      expect((await act(deploymentId, 'cancel')).body.code).toBe('deployment.nothing-to-cancel')
    }
    const other = await change(await device(), { 'ui.theme': 'Night' })
    expect(
      (await Promise.all([act(other.deploymentId, 'cancel'), act(other.deploymentId, 'cancel')]))
        .map(({ status }) => status)
        .sort(),
    ).toEqual([200, 409])
  })

  it('is listed newest first, page by page, by state', async () => {
    const pages: string[] = []
    let cursor = ''
    do {
      const { body } = await admin.get(`${path}/deployments?limit=2${cursor && `&cursor=${cursor}`}`)
      pages.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor
    } while (cursor)
    expect(pages).toEqual([...new Set(pages)].sort().reverse())
    const { body } = await admin.get(`${path}/deployments?state=cancelled&limit=100`)
    expect(new Set(body.items.map(({ state }: { state: string }) => state))).toEqual(new Set(['cancelled']))
  })

  it('is left alone by auditors, and does not exist for strangers', async () => {
    const { deploymentId } = await change(await device(), { 'ui.theme': 'Night' })
    const auditor = await api.signedIn('auditor', organizationId)
    const stranger = await api.signedIn('admin', (await buildOrganization(api.owner)).id)
    for (const verb of ['retry', 'cancel'] as const) {
      expect((await act(deploymentId, verb, auditor)).status).toBe(403)
      expect((await act(deploymentId, verb, stranger)).status).toBe(404)
    }
    expect((await auditor.get(`${path}/deployments/${deploymentId}`)).status).toBe(200)
  })
})
