import { type DatabaseRole, databaseUrlFor, type KeyRing, parseKeyRing } from '@maestro/database'
import pg from 'pg'

/** Set by the test run: the server's superuser address, and the key ring the template was migrated with. */
const addressVariable = 'MAESTRO_TEST_DATABASE_URL'
const keysVariable = 'MAESTRO_TEST_KEYS'

/** The migrated, empty database every test database is copied from. */
export const templateDatabase = 'maestro_template'

export interface FreshDatabase {
  /** The owner's address: for setting up and looking behind row-level security. */
  readonly ownerUrl: string
  /** The key ring as MAESTRO_KEYS takes it. */
  readonly keys: string
  readonly ring: KeyRing
  /** The address a process logs in with. */
  urlFor(role: DatabaseRole): string
  /** A pool of the owner's. End it before the database is dropped. */
  connect(): pg.Pool
  drop(): Promise<void>
}

function required(variable: string): string {
  const value = process.env[variable]
  if (!value)
    throw new Error(`${variable} is not set: run tests by "npm test", or by vitest from the repository's root.`)
  return value
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A migrated database of one's own, in less than a tenth of a second. Drop it in `afterAll`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = required(addressVariable)
  const keys = required(keysVariable)
  const ring = parseKeyRing(keys)
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase} STRATEGY FILE_COPY`)
  const owner = new URL(server)
  owner.pathname = `/${name}`
  return {
    ownerUrl: owner.href,
    keys,
    ring,
    urlFor: (role) => databaseUrlFor(owner.href, role, ring),
    // A connection may still be closing when the database is dropped under it, and then its pool listens to it no more.
    connect: () =>
      new pg.Pool({ connectionString: owner.href, max: 4 })
        .on('error', () => {})
        .on('connect', (client) => client.on('error', () => {})),
    drop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}
