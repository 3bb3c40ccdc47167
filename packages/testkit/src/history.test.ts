import { inOrganization, openDatabase } from '@maestro/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildDevice } from './devices.js'
import { buildActivation, buildPool } from './licenses.js'
import { buildOrganization } from './organizations.js'
import { buildRoom } from './places.js'
import { freshDatabase } from './postgres.js'

const database = await freshDatabase()
const owner = database.connect()
const app = openDatabase(database.urlFor('maestro_app'), 4)
let organizationId = ''

beforeAll(async () => {
  organizationId = (await buildOrganization(owner)).id
})
afterAll(async () => {
  await app.close()
  await owner.end()
  await database.drop()
})

type Past = { names: string[]; open: number; gaps: number }

/** The values a column had, in order; how many ranges are open; and how many moments nothing is known of. */
async function past(table: string, column: string, id: string): Promise<Past> {
  const { rows } = await owner.query(
    `SELECT array_agg(${column}::text ORDER BY valid_during) AS names, count(*) FILTER (WHERE upper_inf(valid_during))::int AS open,
       (count(*) - 1 - count(*) FILTER (WHERE EXISTS (SELECT FROM ${table} n WHERE n.id = h.id AND lower(n.valid_during) = upper(h.valid_during))))::int AS gaps
     FROM ${table} h WHERE id = $1`,
    [id],
  )
  return rows[0] as Past
}

const asMember = <T>(work: () => Promise<T>) => inOrganization({ organizationId, actor: 'system:test' }, work)

it('keeps what a room was called, without gaps', async () => {
  const id = await buildRoom(owner, { organizationId, name: 'Elbe' })
  await asMember(() => app.prisma.room.update({ where: { id }, data: { name: 'Alster' } }))
  await asMember(() => app.prisma.room.update({ where: { id }, data: { name: 'Bille' } }))
  expect(await past('room_history', 'name', id)).toEqual({ names: ['Elbe', 'Alster', 'Bille'], open: 1, gaps: 0 })
})

it('answers what a device was at a moment of the past', async () => {
  const id = await buildDevice(owner, { organizationId, name: 'Huddle', firmware: '5.9.2' })
  const before = (await owner.query('SELECT clock_timestamp() AS t')).rows[0].t
  await owner.query("UPDATE devices SET firmware_version = '5.10.0' WHERE id = $1", [id])
  const then = await owner.query(
    'SELECT firmware_version FROM device_history WHERE id = $1 AND valid_during @> $2::timestamptz',
    [id, before],
  )
  const now = await owner.query('SELECT firmware_version FROM device_history WHERE id = $1 AND valid_during @> now()', [
    id,
  ])
  expect([then.rows[0].firmware_version, now.rows[0].firmware_version]).toEqual(['5.9.2', '5.10.0'])
})

it('writes nothing when only what is not kept has changed', async () => {
  const id = await buildDevice(owner, { organizationId, name: 'Quiet' })
  await owner.query(
    "UPDATE devices SET connection = 'offline', in_call = true, problems = '{camera-missing}' WHERE id = $1",
    [id],
  )
  expect((await past('device_history', 'name', id)).names).toEqual(['Quiet'])
})

it('takes several changes of one transaction as one', async () => {
  const id = await buildRoom(owner, { organizationId, name: 'One' })
  await asMember(() =>
    app.prisma.$transaction(async (tx) => {
      await tx.room.update({ where: { id }, data: { name: 'Two' } })
      await tx.room.update({ where: { id }, data: { name: 'Three' } })
    }),
  )
  expect((await past('room_history', 'name', id)).names).toEqual(['One', 'Three'])
})

it('ends the range of what is removed, and keeps it', async () => {
  const id = await buildRoom(owner, { organizationId, name: 'Gone' })
  await asMember(() => app.prisma.room.delete({ where: { id } }))
  expect(await past('room_history', 'name', id)).toMatchObject({ names: ['Gone'], open: 0 })
})

it('keeps licences, their use, registrations and places as well', async () => {
  const deviceId = await buildDevice(owner, { organizationId, registration: { mode: 'business' } })
  const poolId = await buildPool(owner, { organizationId, units: 3 })
  const activationId = await buildActivation(owner, { organizationId, deviceId, poolId })
  await owner.query("UPDATE registrations SET mode = 'enterprise' WHERE device_id = $1", [deviceId])
  await owner.query('DELETE FROM activations WHERE id = $1', [activationId])
  expect((await past('registration_history', 'mode', deviceId)).names).toEqual(['business', 'enterprise'])
  expect((await past('license_pool_history', 'active', poolId)).names).toEqual(['0', '1'])
  expect(await past('activation_history', 'feature_key', activationId)).toMatchObject({
    names: ['dual-screen'],
    open: 0,
  })
})

it('cannot be rewritten by the application', async () => {
  const id = await buildRoom(owner, { organizationId, name: 'True' })
  const forge = (sql: string) => asMember(() => app.pool.query(sql, [id]))
  await expect(forge("UPDATE room_history SET name = 'False' WHERE id = $1")).rejects.toThrow(/permission denied/)
  await expect(forge('DELETE FROM room_history WHERE id = $1')).rejects.toThrow(/permission denied/)
})
