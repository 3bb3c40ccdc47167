import { buildDevice, buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Office, openOffice } from './office.js'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

it('a rule gives licences by itself: at once, when units come free, and to who joins its group', async () => {
  const { owner, organizationId, admin, path } = office
  const device = () => buildDevice(owner, { organizationId, model: 'gtm-5250' })
  const [one, two, three, outside] = [await device(), await device(), await device(), await device()]
  await buildPool(owner, { organizationId, feature: 'api', units: 2 })
  const activation = (id: string) => `${path}/devices/${id}/activations`
  expect((await admin.post(activation(outside), { featureKey: 'api' })).status).toBe(200)
  const group = (await admin.post(`${path}/groups`, { name: 'Control rooms', deviceIds: [one, two] })).body
  const rule = (await admin.post(`${path}/license-rules`, { featureKey: 'api', groupId: group.id })).body
  const becomes = (active: number, waiting: number) =>
    vi.waitFor(
      async () => {
        const { rows } = await owner.query(
          `SELECT count(*)::int AS n FROM activations WHERE source = 'rule' AND source_id = $1`,
          [rule.id],
        )
        expect([rows[0].n, (await admin.get(`${path}/license-rules/${rule.id}`)).body.waiting]).toEqual([
          active,
          waiting,
        ])
      },
      { ...patient, interval: 200 },
    )
  await becomes(1, 1)
  expect((await admin.remove(`${activation(outside)}/api`)).status).toBe(200)
  await becomes(2, 0)
  await buildPool(owner, { organizationId, feature: 'api', units: 1 })
  expect((await admin.post(`${path}/groups/${group.id}/devices`, { deviceIds: [three] })).status).toBe(200)
  await becomes(3, 0)
})
