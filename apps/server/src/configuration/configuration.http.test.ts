import { createHash } from 'node:crypto'
import { buildActivation, buildDevice, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
})
afterAll(() => api.close())

const device = (model = 'gtm-5140', more: object = {}) => buildDevice(api.owner, { organizationId, model, ...more })
const pathOf = (deviceId: string) => `/organizations/${organizationId}/devices/${deviceId}/configuration`
const change = (deviceId: string, version: number, values: object, by = admin) =>
  by.post(pathOf(deviceId), { values }, { 'if-match': `"${version}"` })
const rowsOf = async (deviceId: string) => {
  const sql = `SELECT (SELECT count(*)::int FROM configuration_layers WHERE scope_id = $1) AS layers,
    (SELECT count(*)::int FROM released_configurations WHERE device_id = $1) AS released,
    (SELECT count(*)::int FROM deployment_targets WHERE device_id = $1) AS targets`
  return (await api.owner.query(sql, [deviceId])).rows[0]
}

describe('a change', () => {
  it('is kept, released, planned and recorded, all of it or nothing', async () => {
    const id = await device()
    const answer = await change(id, 0, { 'ui.theme': 'Night', 'network.mtu': 1400 })
    expect(answer).toMatchObject({ status: 202, body: { version: 1 } })
    expect(await rowsOf(id)).toEqual({ layers: 1, released: 1, targets: 1 })
    const { body } = await admin.get(pathOf(id))
    expect(body).toMatchObject({ version: 1, released: { version: 1 } })
    const theme = body.values.find(({ key }: { key: string }) => key === 'ui.theme')
    expect(theme).toMatchObject({
      value: 'Night',
      layer: { kind: 'device' },
      beat: [{ kind: 'default', value: 'Auto' }],
    })
    const { rows } = await api.owner.query(
      "SELECT before, after, actor FROM audit_entries WHERE device_id = $1 AND action = 'configuration.changed'",
      [id],
    )
    expect(rows).toEqual([
      {
        actor: `person:${admin.personId}`,
        before: { 'ui.theme': null, 'network.mtu': null },
        after: { 'ui.theme': 'Night', 'network.mtu': 1400 },
      },
    ])
  })

  it('does not go past the second person that every change needs, not by a token either', async () => {
    const strict = (await buildOrganization(api.owner)).id
    const boss = await api.signedIn('owner', strict)
    const id = await buildDevice(api.owner, { organizationId: strict, model: 'gtm-5140' })
    const path = `/organizations/${strict}/devices/${id}/configuration`
    const { body } = await boss.post(`/organizations/${strict}/tokens`, {
      name: 'CI',
      scopes: ['configuration.manage'],
    })
    const save = (who: Visitor, to = path) => who.post(to, { values: { 'ui.theme': 'Night' } }, { 'if-match': '"0"' })
    const from = (approvalFrom: number) =>
      boss.api('PATCH', `/organizations/${strict}`, { approvalFrom }, { 'if-match': '*' })
    await from(1)
    for (const answer of [
      await save(boss, `${path}/preview`),
      await save(boss),
      await save(api.visitor.withToken(body.secret)),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'configuration.needs-second-person' } })
    expect(await rowsOf(id)).toEqual({ layers: 0, released: 0, targets: 0 })
    await from(2)
    expect((await save(boss)).status).toBe(202)
  })

  it('of somebody who read an older version is refused, whoever is faster', async () => {
    const id = await device()
    const colleague = await api.signedIn('admin', organizationId)
    const values = { 'ui.theme': 'Night' }
    const answers = await Promise.all([change(id, 0, values), change(id, 0, { 'ui.theme': 'Light' }, colleague)])
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 412])
    expect(await rowsOf(id)).toEqual({ layers: 1, released: 1, targets: 1 })
    expect((await admin.post(pathOf(id), { values })).status).toBe(428)
  })

  it('that changes nothing is refused and plans nothing', async () => {
    const id = await device()
    await change(id, 0, { 'ui.theme': 'Night' })
    expect(await change(id, 1, { 'ui.theme': 'Night' })).toMatchObject({
      body: { code: 'configuration.nothing-changes' },
    })
    expect(await rowsOf(id)).toMatchObject({ targets: 1 })
  })

  it('of a retired or a recorded device is refused', async () => {
    expect((await change(await device('gtm-5140', { state: 'retired' }), 0, { 'ui.theme': 'Night' })).body.code).toBe(
      'device.retired',
    )
    const phone = await device('phone-2105', { management: 'recorded' })
    expect((await change(phone, 0, { 'ui.theme': 'Night' })).body.code).toBe('device.not-linked')
  })
})

describe('a refusal', () => {
  it('names each key with its own reason, and nothing is half saved', async () => {
    const id = await device()
    const values = {
      'ui.theme': 'Night',
      'no.such.key': 1,
      'display.monitors': 'Dual',
      'network.mtu': 99999,
      'api.mode': 'Off',
      'sip.password': 7,
    }
    const answer = await change(id, 0, values)
    expect(answer).toMatchObject({ status: 422, body: { code: 'configuration.refused' } })
    const errors = Object.fromEntries(answer.body.errors.map(({ path, code }: Record<string, string>) => [path, code]))
    expect(errors).toEqual({
      'no.such.key': 'configuration.unknown-key',
      'display.monitors': 'configuration.feature-missing',
      'network.mtu': 'configuration.out-of-range',
      'api.mode': 'configuration.model-lacks-setting',
      'sip.password': 'configuration.wrong-type',
    })
    expect(await rowsOf(id)).toEqual({ layers: 0, released: 0, targets: 0 })
    const { rows } = await api.owner.query('SELECT outcome, details FROM audit_entries WHERE device_id = $1', [id])
    expect(rows).toMatchObject([{ outcome: 'refused' }])
    expect(rows[0].details.errors).toContainEqual({
      key: 'display.monitors',
      code: 'configuration.feature-missing',
      feature: 'dual-screen',
      value: 'Dual',
    })
  })

  it('names the feature in the language of the person', async () => {
    const id = await device()
    const messageIn = async (language: string) =>
      (
        await admin.post(
          `${pathOf(id)}/preview`,
          { values: { 'display.monitors': 'Dual' } },
          { 'accept-language': language },
        )
      ).body.errors[0].message
    expect(await messageIn('de')).toMatch(/Lizenz/)
    expect(await messageIn('en')).toMatch(/licen[cs]e/)
  })

  it('over a missing feature ends with its licence', async () => {
    const id = await device()
    const values = { 'display.monitors': 'Dual' }
    expect((await change(id, 0, values)).status).toBe(422)
    const poolId = await buildPool(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId: id, poolId })
    expect((await change(id, 0, values)).status).toBe(202)
  })
})

describe('a secret', () => {
  const text = 'open sesame 4711'

  it('is sealed wherever it is stored, hidden wherever it is shown', async () => {
    const id = await device()
    const preview = await admin.post(`${pathOf(id)}/preview`, { values: { 'sip.password': text } })
    const answer = await change(id, 0, { 'sip.password': text })
    expect([preview.status, answer.status]).toEqual([200, 202])
    const shown = await admin.get(pathOf(id))
    const targets = await admin.get(`/organizations/${organizationId}/devices/${id}/targets`)
    const audit = await admin.get(`/organizations/${organizationId}/audit?deviceId=${id}`)
    const deployments = await admin.get(`/organizations/${organizationId}/deployments`)
    for (const said of [preview, answer, shown, targets, audit, deployments]) {
      expect(said.status).toBeLessThan(300)
      expect(said.text).not.toContain(text)
    }
    expect(shown.text).toContain('sip.password')
    const tables = [
      'configuration_layers',
      'configuration_versions',
      'released_configurations',
      'deployment_targets',
      'deployments',
      'audit_entries',
    ]
    for (const table of tables) {
      const { rows } = await api.owner.query(`SELECT string_agg(to_jsonb(t)::text, ' ') AS text FROM ${table} t`)
      expect(rows[0].text).not.toContain(text)
    }
    const { rows } = await api.owner.query('SELECT document FROM released_configurations WHERE device_id = $1', [id])
    expect(rows[0].document.sip.password).toMatch(/^sealed:v1\./)
  })

  it('cannot be guessed from the hash of what was released', async () => {
    const id = await device()
    await change(id, 0, { 'sip.password': '1234' })
    const { hash } = (await admin.get(pathOf(id))).body.released
    const guess = createHash('sha256').update('{"sip":{"password":"1234"}}').digest('hex')
    expect(hash).not.toBe(guess)
  })

  it('that is refused is not repeated', async () => {
    const id = await device()
    const long = 'x'.repeat(500)
    const answer = await change(id, 0, { 'sip.password': long })
    expect(answer.status).toBe(422)
    expect(answer.text).not.toContain(long)
    const { rows } = await api.owner.query('SELECT details::text FROM audit_entries WHERE device_id = $1', [id])
    expect(rows[0].details).not.toContain(long)
  })
})

it('the door is closed to those who may only look', async () => {
  const id = await device()
  for (const role of ['auditor', 'viewer'] as const) {
    const visitor = await api.signedIn(role, organizationId)
    expect((await visitor.get(pathOf(id))).status).toBe(200)
    expect((await change(id, 0, { 'ui.theme': 'Night' }, visitor)).status).toBe(403)
  }
  const stranger = await api.signedIn('admin', (await buildOrganization(api.owner)).id)
  expect((await change(id, 0, { 'ui.theme': 'Night' }, stranger)).status).toBe(404)
  expect(await rowsOf(id)).toEqual({ layers: 0, released: 0, targets: 0 })
})
