import type { Queryable } from './queryable.js'

const deadlock = '40P01'

/** Takes everything out of the queue's store while others use it: where they stand in each other's way, once more. */
export async function emptyQueue(owner: Queryable): Promise<void> {
  const { rows } = await owner.query(
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
      WHERE schemaname = 'bullmq' AND tablename NOT ILIKE '%migration%'`,
  )
  for (;;) {
    try {
      await owner.query(`TRUNCATE ${rows[0].tables}`)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === deadlock)) throw error
    }
  }
}
