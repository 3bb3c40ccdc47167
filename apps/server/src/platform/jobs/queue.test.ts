import { createTenantPool, databaseUrlFor, type TenantPool } from '@maestro/database'
import {
  type FreshDatabase,
  freshDatabase,
  patient,
  type RunningRedis,
  requireTools,
  startRedis,
} from '@maestro/testkit'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineJob, type JobDefinition } from './define-job.js'
import { JobQueue, QueueStore } from './queue.js'
import { JobRunner, matchHandlers } from './runner.js'

type Payload = { readonly id: string }
const payload = z.object({ id: z.string() })
const retry = { attempts: 3, backoffMilliseconds: 20 }
const push = defineJob<Payload>({ name: 'probe.push', queue: 'devices', payload, retry })
const later = defineJob<Payload>({ name: 'probe.later', queue: 'devices', payload, retry, priority: 10 })
const tick = defineJob({
  name: 'probe.tick',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 200,
})

describe.each(['postgres', 'redis'] as const)('a queue whose store is %s', (kind) => {
  let database: FreshDatabase
  let redis: RunningRedis | undefined
  let pool: TenantPool
  let store: QueueStore
  let queue: JobQueue
  const runners: JobRunner[] = []

  beforeEach(async (context) => {
    if (kind === 'redis') {
      requireTools(context, 'redis-server')
      redis = await startRedis()
    }
    database = await freshDatabase()
    pool = createTenantPool(databaseUrlFor(database.ownerUrl, 'maestro_app', database.ring), 8)
    store = new QueueStore(redis?.url, pool)
    queue = new JobQueue(store)
  })
  afterEach(async () => {
    if (kind === 'redis' && !redis) return
    for (const runner of runners.splice(0)) await runner.close()
    await queue.close()
    await store.close()
    await pool.end()
    await database.drop()
    await redis?.stop()
    redis = undefined
  })

  /** Runs the jobs; answers what was done, in its order. */
  async function run(handle: (job: string, id: string) => Promise<void> = async () => {}): Promise<string[]> {
    const done: string[] = []
    const handlerOf = (job: JobDefinition<Payload>) => ({
      job,
      handle: async ({ id }: Payload) => {
        await handle(job.name, id)
        done.push(`${job.name} ${id}`)
      },
    })
    const ticking = {
      job: tick,
      handle: async () => {
        done.push(tick.name)
      },
    }
    const handlers = matchHandlers([push, later, tick], [handlerOf(push), handlerOf(later), ticking])
    const runner = new JobRunner(store, queue, handlers, pino({ level: 'silent' }))
    await runner.start()
    runners.push(runner)
    return done
  }
  const pushes = (done: readonly string[]) => done.filter((each) => each.startsWith('probe.push'))
  const wait = (check: () => void) => vi.waitFor(check, { ...patient, interval: 20 })

  it('is of that kind', () => expect(store.kind).toBe(kind))

  it('does a job once', async () => {
    const done = await run()
    await queue.add(push, { id: 'one' })
    await wait(() => expect(pushes(done)).toEqual(['probe.push one']))
  })

  it('keeps jobs that are added while nobody works, and does what is more urgent first', async () => {
    await queue.add(later, { id: 'batch' })
    await queue.add(push, { id: 'save' })
    const counts = await queue.counts()
    expect(counts).toMatchObject([{ queue: 'devices', active: 0, failed: 0 }])
    const done = await run()
    await wait(() => expect(done.filter((each) => each !== tick.name)).toHaveLength(2))
    expect(done.filter((each) => each !== tick.name)[0]).toBe('probe.push save')
  })

  it('tries again what failed, as often as the job says, and keeps what failed for good', async () => {
    const tries: string[] = []
    const done = await run(async (_job, id) => {
      tries.push(id)
      if (id === 'never' || tries.filter((each) => each === id).length < 3) throw new Error('Not yet.')
    })
    await queue.add(push, { id: 'third' })
    await queue.add(push, { id: 'never' })
    await wait(() => expect(pushes(done)).toEqual(['probe.push third']))
    await vi.waitFor(
      async () => expect((await queue.counts()).find((each) => each.queue === 'devices')).toMatchObject({ failed: 1 }),
      { ...patient, interval: 50 },
    )
    expect(tries.filter((id) => id === 'never')).toHaveLength(3)
  })

  it('takes what a sweep puts back once until it has ended, however far behind the worker is', async () => {
    for (let times = 0; times < 5; times++) await queue.putBack(push, { id: 'lost' })
    await queue.putBack(later, { id: 'lost' })
    await queue.add(push, { id: 'lost' })
    await queue.putBack(push, { id: 'other' })
    const begun = new Set<string>()
    let end = () => {}
    const held = new Promise<void>((resolve) => {
      end = resolve
    })
    const done = await run(async (_job, id) => {
      begun.add(id)
      await held
    })
    await wait(() => expect([...begun].sort()).toEqual(['lost', 'other']))
    await queue.putBack(push, { id: 'other' })
    end()
    const all = () => done.filter((each) => each !== tick.name).sort()
    await wait(() =>
      expect(all()).toEqual(['probe.later lost', 'probe.push lost', 'probe.push lost', 'probe.push other']),
    )
    // A job has ended when the store knows it, which is a moment after its handler has.
    const under = async () => (await queue.counts()).find((each) => each.queue === 'devices')
    await expect.poll(under).toMatchObject({ waiting: 0, active: 0 })
    await queue.putBack(push, { id: 'other' })
    await wait(() => expect(pushes(done).filter((each) => each === 'probe.push other')).toHaveLength(2))
    expect(all()).toHaveLength(5)
  })

  it('takes again from a sweep what has failed for good', async () => {
    let tries = 0
    await run(async () => {
      tries += 1
      throw new Error('Not today.')
    })
    await queue.putBack(push, { id: 'broken' })
    const failed = async () => (await queue.counts()).find((each) => each.queue === 'devices')?.failed
    await expect.poll(failed).toBe(1)
    await queue.putBack(push, { id: 'broken' })
    await expect.poll(failed).toBe(2)
    expect(tries).toBe(6)
  })

  it('waits with a job that is not yet due', async () => {
    const done = await run()
    const due = Date.now() + 400
    let at = 0
    await queue.add(push, { id: 'due' }, 400)
    await wait(() => {
      expect(pushes(done)).toEqual(['probe.push due'])
      at ||= Date.now()
    })
    expect(at).toBeGreaterThanOrEqual(due)
  })

  it('runs a sweep every so often, once for all workers', async () => {
    const [first, second] = [await run(), await run()]
    const ticks = () => [...first, ...second].filter((each) => each === tick.name).length
    await wait(() => expect(ticks()).toBeGreaterThanOrEqual(3))
    expect((await queue.counts()).filter((each) => each.failed > 0)).toEqual([])
  })

  it('shares jobs among workers, each done by one of them', async () => {
    const [first, second] = [await run(), await run()]
    const ids = Array.from({ length: 60 }, (_, index) => `job-${String(index).padStart(2, '0')}`)
    await Promise.all(ids.map((id) => queue.add(push, { id })))
    const done = () => pushes([...first, ...second]).sort()
    await wait(() => expect(done()).toHaveLength(60))
    expect(done()).toEqual(ids.map((id) => `probe.push ${id}`))
  })

  it('refuses a payload that is not the job’s', async () => {
    await expect(queue.add(push, { id: 7 } as never)).rejects.toThrow()
  })
})
