import { randomUUID } from 'node:crypto'
import type { EnrolmentResponse, TokenResponse } from '@maestro/contract/devices'
import { patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type RunningApi, runApi } from '../running-api.js'
import type { Visitor } from '../visitor.js'
import {
  assertionOf,
  type EnrolledDevice,
  enrol,
  enrolmentOf,
  newKey,
  newOrganization,
  post,
  type RunningLinkProcess,
  runLink,
} from './running-link.js'

let running: RunningLinkProcess
let api: RunningApi
let from: string
let to: string
let both: Visitor

beforeAll(async () => {
  running = await runLink()
  api = await runApi(running.database)
  from = await newOrganization(running.owner)
  to = await newOrganization(running.owner)
  both = await api.signedIn('admin', from, to)
})
afterAll(async () => {
  await api.close()
  await running.close()
})

async function moved(device: EnrolledDevice): Promise<{ deviceId: string; claimCode: string }> {
  const path = `/organizations/${from}/devices/${device.deviceId}/move`
  const { previewHash } = (await both.post(`${path}/preview`, { toOrganizationId: to })).body
  const { body } = await both.post(path, { toOrganizationId: to, previewHash }, { 'if-match': '*' })
  return { deviceId: body.moved.deviceId, claimCode: body.claimCode.code }
}

const claimed = (device: EnrolledDevice, claimCode: string, key = newKey()) =>
  post(`${running.url}/device/v1/enrol`, enrolmentOf({ ...device, claimCode }, key))

function report(token: string, version: number, settings: object) {
  const message = { version, desiredVersion: 0, status: 'applied', full: true, patch: { settings } }
  return post(`${running.url}/device/v1/up/reported`, message, { authorization: `Bearer ${token}` })
}

const reportedBy = async (deviceId: string) =>
  (
    await running.owner.query(
      `SELECT d.organization_id AS at, d.state, s.reported_version::int AS version, s.reported FROM devices d
        JOIN device_statuses s ON s.device_id = d.id WHERE d.id = $1`,
      [deviceId],
    )
  ).rows[0]

it('a late report of what a device was reaches neither its old organization nor its new one', async () => {
  const old = await enrol(running, from)
  expect((await report(old.token, 1, { ui: { theme: 'Night' } })).status).toBe(204)
  await vi.waitFor(async () => expect(await reportedBy(old.deviceId)).toMatchObject({ version: 1 }), patient)
  const before = await reportedBy(old.deviceId)
  const { deviceId, claimCode } = await moved(old)
  await report(old.token, 2, { ui: { theme: 'Light' } })

  const key = newKey()
  const place = (await (await claimed(old, claimCode, key)).json()) as EnrolmentResponse
  expect(place).toMatchObject({ deviceId, tenant: to })
  await report(old.token, 3, { ui: { theme: 'Light' } })
  const assertion = await assertionOf(deviceId, key.privateKey)
  const { token } = (await (await post(`${running.url}/device/v1/token`, { assertion })).json()) as TokenResponse
  expect((await report(token, 1, { ui: { theme: 'Auto' } })).status).toBe(204)
  await vi.waitFor(async () => expect(await reportedBy(deviceId)).toMatchObject({ version: 1 }), patient)
  await report(old.token, 4, { ui: { theme: 'Light' } })

  expect(await reportedBy(deviceId)).toMatchObject({
    at: to,
    state: 'active',
    reported: { settings: { ui: { theme: 'Auto' } } },
  })
  expect(await reportedBy(old.deviceId)).toEqual({ ...before, state: 'retired' })
})

it('its old key asks for no token any more, and its old claim code enrols nothing', async () => {
  const old = await enrol(running, from)
  const { deviceId } = await moved(old)
  const ask = async (id: string) =>
    (await post(`${running.url}/device/v1/token`, { assertion: await assertionOf(id, old.privateKey) })).status
  expect(await ask(old.deviceId)).toBe(401)
  expect(await ask(deviceId)).toBe(401)
  expect((await claimed(old, old.claimCode)).status).toBe(404)
})

it('it has to be reset first: with the key that it had it is not taken, with a new one it is, and once', async () => {
  const key = newKey()
  const staged = await enrol(running, from)
  const again = (
    await both.post(`/organizations/${from}/devices`, {
      modelKey: 'gtm-5140',
      name: 'Kept its key',
      serial: `KEY-${randomUUID().slice(0, 8)}`,
    })
  ).body
  const { code } = (await both.post(`/organizations/${from}/devices/${again.id}/claim-code`)).body
  const device = { ...staged, deviceId: again.id, serial: again.serial }
  expect((await claimed(device, code, key)).status).toBe(201)
  const { claimCode } = await moved(device)
  const kept = await claimed(device, claimCode, key)
  expect(((await kept.json()) as { code: string }).code).toBe('enrolment.key-in-use')
  expect((await claimed(device, claimCode)).status).toBe(201)
  expect((await claimed(device, claimCode)).status).toBe(404)
})
