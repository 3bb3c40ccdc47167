import { findModel } from '@maestro/domain'
import { buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { licensesInEffect, payloadOf } from './licenses-in-effect.js'
import { auditOf, deviceBecomes, type Office, type OfficeDevice, openOffice } from './office.js'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const everything = [...(findModel('gtm-5140')?.licensable ?? [])].sort()

/** What devices have by what they say themselves. */
const reported = async (device: OfficeDevice) =>
  (
    await office.owner.query(
      `SELECT reported -> 'license' -> 'features' AS f FROM device_statuses WHERE device_id = $1`,
      [device.id],
    )
  ).rows[0]?.f

it('a trial brings its features to devices by itself; at its end what was bought goes on without a gap, and the rest drops', async () => {
  const [first, second] = [await office.device(), await office.device()]
  const fleet = await office.fleet([first, second])
  for (const device of [first, second]) await deviceBecomes(office, device, { connection: 'online' })
  const started = await office.partner.post(
    `/organizations/${office.partnerId}/customers/${office.organizationId}/trial`,
  )
  expect(started.status).toBe(200)
  for (const device of [first, second])
    await vi.waitFor(async () => expect(await reported(device)).toEqual(everything), patient)

  await buildPool(office.owner, { organizationId: office.organizationId, units: 1 })
  await office.owner.query(
    `UPDATE license_pools SET valid_until = now() + interval '1 second' WHERE organization_id = $1 AND origin = 'trial'`,
    [office.organizationId],
  )
  const held = async () =>
    (
      await office.owner.query(
        `SELECT a.device_id AS id, p.origin, a.drop_cause AS cause FROM activations a JOIN license_pools p ON p.id = a.pool_id
           WHERE a.organization_id = $1 AND a.feature_key = 'dual-screen' ORDER BY p.origin`,
        [office.organizationId],
      )
    ).rows
  await vi.waitFor(
    async () =>
      expect(await held()).toMatchObject([
        { origin: 'order', cause: null },
        { origin: 'trial', cause: 'expired' },
      ]),
    patient,
  )
  const [{ id: keptId }] = await held()
  const [kept, lost] = keptId === first.id ? [first, second] : [second, first]
  await vi.waitFor(async () => expect(await reported(lost)).toEqual([]), patient)
  await vi.waitFor(() => {
    const payload = payloadOf(fleet.device(kept.serial).licenseFile ?? '')
    expect(payload.features).toEqual([{ key: 'dual-screen', from: null, until: null }])
  }, patient)
  // Once it had the feature, it never put a file into effect that lacks it.
  const having = licensesInEffect(fleet, kept.serial).map(({ features }) => features.includes('dual-screen'))
  expect(having.slice(having.indexOf(true))).not.toContain(false)
  expect((await auditOf(office, lost)).map(({ action }) => action)).toContain('license.dropped')
  expect((await auditOf(office, kept)).map(({ action }) => action)).toContain('license.taken-over')
})
