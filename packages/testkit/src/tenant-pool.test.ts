import { inOrganization, openDatabase } from '@maestro/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildOrganization } from './organizations.js'
import { buildRoom } from './places.js'
import { freshDatabase } from './postgres.js'

const database = await freshDatabase()
const owner = database.connect()
/** Two connections for many callers: they change hands all the time. */
const app = openDatabase(database.urlFor('maestro_app'), 2)
const organizations: string[] = []

beforeAll(async () => {
  for (const name of ['A', 'B', 'C']) {
    const { id } = await buildOrganization(owner)
    organizations.push(id)
    await buildRoom(owner, { organizationId: id, name })
  }
})
afterAll(async () => {
  await app.close()
  await owner.end()
  await database.drop()
})

const inside = <T>(index: number, work: () => Promise<T>) =>
  inOrganization({ organizationId: organizations[index] ?? '', actor: 'system:test' }, work)
const roomNames = async () => (await app.prisma.room.findMany()).map((room) => room.name)

it('shows each caller its own rows while connections change hands', async () => {
  const asked = Array.from({ length: 120 }, (_, turn) =>
    inside(turn % 3, async () => [turn % 3, ...(await roomNames())]),
  )
  const answers = await Promise.all(asked)
  expect(answers.every(([index, ...names]) => names.join() === 'ABC'[Number(index)])).toBe(true)
})

it('shows nothing outside of an organization', async () => {
  expect(await roomNames()).toEqual([])
  expect((await app.pool.query('SELECT count(*)::int AS n FROM rooms')).rows).toEqual([{ n: 0 }])
})

it('keeps a transaction in the organization it began in', async () => {
  const names = await inside(1, () =>
    app.prisma.$transaction(async (tx) => (await tx.room.findMany()).map((room) => room.name)),
  )
  expect(names).toEqual(['B'])
})

it('takes a lazy query along that is awaited later', async () => {
  expect(await inside(2, () => app.prisma.room.findMany({ select: { name: true } }))).toEqual([{ name: 'C' }])
})

it('refuses a row for another organization', async () => {
  const insert = inside(0, () =>
    app.pool.query('INSERT INTO rooms (id, organization_id, name) VALUES (gen_random_uuid(), $1, $2)', [
      organizations[1],
      'Smuggled',
    ]),
  )
  await expect(insert).rejects.toThrow(/row-level security/)
})

it('goes on after a query that failed', async () => {
  await expect(inside(0, () => app.pool.query('SELECT 1/0'))).rejects.toThrow(/division by zero/)
  expect(await inside(0, roomNames)).toEqual(['A'])
})
