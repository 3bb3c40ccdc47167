import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { freshDatabase } from './postgres.js'

const database = await freshDatabase()
afterAll(() => database.drop())

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('gives a migrated database of its own', async () => {
  const other = await freshDatabase()
  try {
    await ask(database.ownerUrl, 'CREATE TABLE only_here ()')
    expect(await ask(other.ownerUrl, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: null }])
    expect(await ask(other.ownerUrl, "SELECT to_regclass('devices')::text AS found")).toEqual([{ found: 'devices' }])
  } finally {
    await other.drop()
  }
})

it('lets a process log in with the password of its role, and with no other', async () => {
  const url = database.urlFor('maestro_app')
  expect(await ask(url, 'SELECT current_user AS me')).toEqual([{ me: 'maestro_app' }])
  await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password authentication failed/)
})

it('gives the queue to those who promise work and to nobody else', async () => {
  expect(await ask(database.urlFor('maestro_app'), 'SELECT count(*)::int AS n FROM bullmq.migration')).toHaveLength(1)
  expect(await ask(database.urlFor('maestro_link'), 'SELECT count(*)::int AS n FROM bullmq.migration')).toHaveLength(1)
  await expect(ask(database.urlFor('maestro_auth'), 'SELECT 1 FROM bullmq.migration')).rejects.toThrow(
    /permission denied/,
  )
})
