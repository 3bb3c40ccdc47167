import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { patient } from './patience.js'
import { type FreshDatabase, freshDatabase } from './postgres.js'
import { emptyQueue } from './queue.js'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

it('empties a queue that is in use, also when both wait for each other', async () => {
  const pool = database.connect()
  const user = await pool.connect()
  await user.query('DROP SCHEMA IF EXISTS bullmq CASCADE')
  await user.query('CREATE SCHEMA bullmq CREATE TABLE one (n int) CREATE TABLE two (n int)')
  // Who empties the queue has to be the one that gives way, however slow the machine is.
  await user.query(`SET deadlock_timeout = '1h'`)
  await user.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''3s''', current_database()); END $$`,
  )
  await user.query('BEGIN')
  await user.query('INSERT INTO bullmq.two VALUES (1)')
  const emptied = emptyQueue(pool)
  const waiting = "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'bullmq.two'::regclass"
  await vi.waitFor(async () => expect((await pool.query(waiting)).rows).toEqual([{ n: 1 }]), patient)
  await user.query('INSERT INTO bullmq.one VALUES (1)')
  await user.query('COMMIT')
  await emptied
  expect((await user.query('SELECT FROM bullmq.one UNION ALL SELECT FROM bullmq.two')).rows).toEqual([])
  user.release()
  await pool.end()
})
