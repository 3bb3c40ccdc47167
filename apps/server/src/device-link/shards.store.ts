import type { Database } from '@maestro/database'

// Any fixed number will do; it keeps these locks apart from those of others.
const space = 72_703
const member = 1_000_000
const columns = `locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted AND classid = ${space}`

/** Session-level advisory locks on one connection: they end with the process, however it ends. */
export type ShardLocks = {
  /** How many link processes there are, this one included. */
  members(): Promise<number>
  /** Takes the lock on a shard if nobody has it. */
  take(shard: number): Promise<boolean>
  give(shard: number): Promise<void>
  /** Ends the connection, and with it every lock. */
  release(): void
}

/** @param onLost called when the connection, and with it every lock, was lost */
export async function openShardLocks(database: Database, onLost: () => void): Promise<ShardLocks> {
  const client = await database.pool.connect()
  const lost = () => {
    client.release(true)
    onLost()
  }
  client.once('error', lost)
  await client.query('SELECT pg_advisory_lock_shared($1, $2)', [space, member])
  return {
    members: async () => {
      const { rows } = await client.query(
        `SELECT count(*)::int AS n FROM pg_locks WHERE ${columns} AND objid = ${member}`,
      )
      return rows[0].n
    },
    take: async (shard) => {
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [space, shard])
      return rows[0].taken
    },
    give: async (shard) => {
      await client.query('SELECT pg_advisory_unlock($1, $2)', [space, shard])
    },
    release: () => {
      client.off('error', lost)
      client.release(true)
    },
  }
}
