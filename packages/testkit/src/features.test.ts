import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildDevice } from './devices.js'
import { buildActivation, buildPool } from './licenses.js'
import { buildOrganization } from './organizations.js'
import { freshDatabase } from './postgres.js'

const database = await freshDatabase()
const owner = database.connect()
let organizationId = ''
let deviceId = ''

beforeAll(async () => {
  organizationId = (await buildOrganization(owner)).id
  deviceId = await buildDevice(owner, { organizationId, model: 'gtm-5250' })
  for (const feature of ['api', 'dual-screen'] as const) {
    const poolId = await buildPool(owner, { organizationId, feature })
    await buildActivation(owner, { organizationId, deviceId, poolId, feature })
  }
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const features = async (id = deviceId) =>
  (await owner.query('SELECT features FROM devices WHERE id = $1', [id])).rows[0].features
const change = (set: string, feature: string) =>
  owner.query(`UPDATE activations SET ${set} WHERE device_id = $1 AND feature_key = $2`, [deviceId, feature])

it('a device has the features of its activations that are not dropped', async () => {
  expect(await features()).toEqual(['api', 'dual-screen'])
  await change(`dropped_at = now(), drop_cause = 'expired'`, 'api')
  expect(await features()).toEqual(['dual-screen'])
  await change('dropped_at = NULL, drop_cause = NULL', 'api')
  expect(await features()).toEqual(['api', 'dual-screen'])
})

it('an activation that moves takes its feature along, and one that goes takes it away', async () => {
  const other = await buildDevice(owner, { organizationId, model: 'gtm-5250' })
  await owner.query(`UPDATE activations SET device_id = $2 WHERE device_id = $1 AND feature_key = 'api'`, [
    deviceId,
    other,
  ])
  expect([await features(), await features(other)]).toEqual([['dual-screen'], ['api']])
  await owner.query('DELETE FROM activations WHERE device_id = ANY ($1)', [[deviceId, other]])
  expect([await features(), await features(other)]).toEqual([[], []])
})

it('a drop has a cause, and only a drop has one', async () => {
  const poolId = await buildPool(owner, { organizationId, feature: 'api' })
  await buildActivation(owner, { organizationId, deviceId, poolId, feature: 'api' })
  await expect(change('dropped_at = now()', 'api')).rejects.toThrow(/check constraint/)
  await expect(change(`drop_cause = 'expired'`, 'api')).rejects.toThrow(/check constraint/)
})

it('what a device lost and got back is in the history', async () => {
  await change(`dropped_at = now(), drop_cause = 'suspended'`, 'api')
  await change('dropped_at = NULL, drop_cause = NULL', 'api')
  const { rows } = await owner.query(
    `SELECT drop_cause FROM activation_history WHERE device_id = $1 AND feature_key = 'api'
       AND lower(valid_during) >= (SELECT max(lower(valid_during)) FROM activation_history WHERE device_id = $1) - interval '1 minute'
       ORDER BY valid_during`,
    [deviceId],
  )
  expect(rows.slice(-3)).toEqual([{ drop_cause: null }, { drop_cause: 'suspended' }, { drop_cause: null }])
})
