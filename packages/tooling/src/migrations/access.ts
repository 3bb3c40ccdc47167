import { databaseRoles, type KeyRing, rolePassword } from '@maestro/database'
import { runMigrations as migrateQueue } from 'bullmq'
import pg from 'pg'
import { Refusal } from '../refusal.js'
import { addressOf } from './history.js'

const duplicateObject = '42710'
const insufficientPrivilege = '42501'
const queueSchema = 'bullmq'

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount) return
  try {
    await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} NOLOGIN`)
  } catch (error) {
    // Roles belong to the whole server: another database's migration may have been faster.
    if ((error as pg.DatabaseError).code !== duplicateObject) throw error
  }
}

function explain(url: string, error: unknown): unknown {
  if ((error as pg.DatabaseError).code !== insufficientPrivilege) return error
  return new Refusal(
    `The account in DATABASE_URL may not create roles on ${addressOf(url)}. ` +
      `Let it (ALTER ROLE … CREATEROLE), or create ${databaseRoles.join(', ')} yourself.`,
  )
}

/** Makes the roles the processes log in as. Before the migrations, because those grant to them. */
export async function ensureRoles(client: pg.Client, url: string): Promise<void> {
  try {
    for (const role of databaseRoles) await ensureRole(client, role)
  } catch (error) {
    throw explain(url, error)
  }
}

/** Lets the processes log in with the passwords that follow from the key ring. */
export async function openRoles(client: pg.Client, url: string, ring: KeyRing): Promise<void> {
  try {
    for (const role of databaseRoles) {
      const password = pg.escapeLiteral(rolePassword(ring, role))
      await client.query(`ALTER ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${password}`)
    }
  } catch (error) {
    throw explain(url, error)
  }
}

/** Brings BullMQ's own schema up to date; only the roles that promise work may use it. */
export async function prepareQueue(client: pg.Client): Promise<void> {
  await migrateQueue(client, queueSchema)
  await client.query(`
    GRANT USAGE ON SCHEMA ${queueSchema} TO maestro_app, maestro_link;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO maestro_app, maestro_link;
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO maestro_app, maestro_link;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO maestro_app, maestro_link;
  `)
}
