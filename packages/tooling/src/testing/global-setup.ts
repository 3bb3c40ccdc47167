import { createKeyRing, parseKeyRing } from '@maestro/database'
import { templateDatabase } from '@maestro/testkit'
import pg from 'pg'
import { migrateDatabase } from '../migrations/migrate-database.js'
import { startPostgres } from '../postgres/start-postgres.js'
import { throwawayFolder } from './throwaway-folder.js'

async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/**
 * Once per test run: an embedded PostgreSQL in a throwaway folder, and in it a migrated template that
 * `freshDatabase()` copies. Answers how to take it all away.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['MAESTRO_TEST_DATABASE_URL']) return undefined
  const folder = throwawayFolder('maestro-test-')
  const postgres = await startPostgres({ dir: folder.path, durability: 'throwaway' })
  const stop = async () => {
    await postgres.stop()
    folder.remove()
  }
  try {
    const keys = createKeyRing()
    await migrateDatabase(await createDatabase(postgres.url, templateDatabase), parseKeyRing(keys))
    process.env['MAESTRO_TEST_DATABASE_URL'] = postgres.url
    process.env['MAESTRO_TEST_KEYS'] = keys
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
