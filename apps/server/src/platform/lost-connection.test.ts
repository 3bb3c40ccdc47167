import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi

beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

it('a connection that is lost between two statements fails the next one, and the process goes on', async () => {
  const { pool } = api.platform.database
  const client = await pool.connect()
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
  await api.owner.query('SELECT pg_terminate_backend($1, 5000)', [rows[0].pid])
  await new Promise((resolve) => setTimeout(resolve, 50))
  await expect(client.query('SELECT 1')).rejects.toThrow()
  client.release(true)
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
