import type { KeyRing } from '@maestro/database'
import pg from 'pg'
import { Refusal } from '../refusal.js'
import { ensureRoles, openRoles, prepareQueue } from './access.js'
import { defaultSchemaFolder } from './files.js'
import { addressOf, applyMigrations } from './history.js'

/** One migrating process at a time per database. Prisma's own lock is 72707369. */
const advisoryLock = 727_073_690

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'maestro-migrate' })
  try {
    await client.connect()
    return client
  } catch (error) {
    const reason = (error as Error).message || (error as NodeJS.ErrnoException).code
    throw new Refusal(`The database at ${addressOf(url)} cannot be reached (${reason}). Check DATABASE_URL.`)
  }
}

/** Does the work while nobody else migrates this database. */
export async function whileMigrating<Result>(url: string, work: (client: pg.Client) => Promise<Result>) {
  const client = await connect(url)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Brings the database up to this code: roles, tables, the queue's schema. Safe to repeat; answers what it applied. */
export function migrateDatabase(url: string, ring: KeyRing, folder: string = defaultSchemaFolder): Promise<string[]> {
  return whileMigrating(url, async (client) => {
    await ensureRoles(client, url)
    const applied = await applyMigrations(url, folder)
    await openRoles(client, url, ring)
    await prepareQueue(client)
    return applied
  })
}
