import { once } from 'node:events'
import { createTenantPool, databaseUrlFor } from '@maestro/database'
import { freshDatabase } from '@maestro/testkit'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { afterAll, expect, it } from 'vitest'

const database = await freshDatabase()
const pool = createTenantPool(databaseUrlFor(database.ownerUrl, 'maestro_app', database.ring), 6)
afterAll(async () => {
  await pool.end()
  await database.drop()
})

it('lets the application promise work and do it, over the pool it has anyway', async () => {
  const options = { connection: pool } as never
  const queue = new Queue('probe', options, createPostgresBackend as never)
  const worker = new Worker(
    'probe',
    async (job) => (job.data as { n: number }).n + 1,
    options,
    createPostgresBackend as never,
  )
  const completed = once(worker, 'completed')
  await queue.upsertJobScheduler('sweep', { every: 60_000 }, { name: 'sweep', data: { n: 41 } })
  const [job] = (await completed) as [{ returnvalue: number }]
  expect(job.returnvalue).toBe(42)
  await worker.close()
  await queue.close()
})
