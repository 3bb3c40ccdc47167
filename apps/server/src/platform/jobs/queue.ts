import { createHash, randomUUID } from 'node:crypto'
import type { TenantPool } from '@maestro/database'
import { outsideOrganizations } from '@maestro/database'
import { createPostgresBackend, type JobsOptions, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import type { JobDefinition, QueueName } from './define-job.js'

/** A queue whose store is away would take a job only when it is back; nobody at the door waits for that. */
const TAKE_WITHIN_MILLISECONDS = 3_000

/** The store behind the queues: Redis or Valkey where there is one, PostgreSQL otherwise. */
export class QueueStore {
  private readonly redis: Redis | undefined

  constructor(
    redisUrl: string | undefined,
    private readonly pool: TenantPool,
  ) {
    this.redis = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: null }) : undefined
    this.redis?.on('error', () => {})
  }

  get kind(): 'redis' | 'postgres' {
    return this.redis ? 'redis' : 'postgres'
  }

  isThere(): boolean | Promise<unknown> {
    return this.redis ? this.redis.ping() : true
  }

  queue(name: QueueName): Queue {
    return this.redis
      ? new Queue(name, { connection: this.redis } as QueueOptions)
      : new Queue(name, { connection: this.pool } as never, createPostgresBackend as never)
  }

  worker(name: QueueName, process: ConstructorParameters<typeof Worker>[1], options: Partial<WorkerOptions>): Worker {
    return this.redis
      ? new Worker(name, process, { ...options, connection: this.redis } as WorkerOptions)
      : new Worker(name, process, { ...options, connection: this.pool } as never, createPostgresBackend as never)
  }

  async close(): Promise<void> {
    this.redis?.disconnect()
  }
}

/** Where features put their promises. The row is the truth; a job that gets lost is found by a sweep. */
export class JobQueue {
  private readonly queues = new Map<QueueName, Queue>()

  constructor(private readonly store: QueueStore) {}

  /**
   * Rejects when the queue does not take the job in time: whoever promised has a row, and a sweep finds it.
   * @param delayMilliseconds wait at least so long before the first try
   */
  add<P>(job: JobDefinition<P>, payload: P, delayMilliseconds = 0): Promise<void> {
    return this.offer(job, payload, delayMilliseconds > 0 ? { delay: delayMilliseconds } : {})
  }

  /**
   * For sweeps, which cannot know whether a job is lost or waits its turn: adds it unless one with the same payload was put
   * back before and has not ended. So a worker that is behind is not given more to do by being asked again.
   */
  putBack<P>(job: JobDefinition<P>, payload: P): Promise<void> {
    const digest = createHash('sha256').update(JSON.stringify(payload)).digest('base64url')
    return this.offer(job, payload, { deduplication: { id: `${job.name}-${digest}` } })
  }

  private async offer<P>(job: JobDefinition<P>, payload: P, more: JobsOptions): Promise<void> {
    const adding = outsideOrganizations(async () => {
      await this.queueFor(job.queue).add(job.name, job.payload.parse(payload), {
        // Numbered jobs would need a role that may create sequences.
        jobId: randomUUID(),
        attempts: job.retry.attempts,
        backoff: { type: 'exponential', delay: job.retry.backoffMilliseconds },
        removeOnComplete: true,
        removeOnFail: { count: 1000 },
        ...(job.priority ? { priority: job.priority } : {}),
        ...more,
      })
    })
    await inTime(adding, `The queue did not take ${job.name}.`)
  }

  /** Makes sure that a sweep runs every so often, however many workers there are. */
  async schedule<P>(job: JobDefinition<P>, payload: P): Promise<void> {
    const every = job.everyMilliseconds
    if (!every) throw new Error(`${job.name} has no interval.`)
    await this.queueFor(job.queue).upsertJobScheduler(
      job.name,
      { every },
      { name: job.name, data: payload as object, opts: { removeOnComplete: true, removeOnFail: { count: 100 } } },
    )
  }

  async counts(): Promise<{ queue: QueueName; waiting: number; active: number; delayed: number; failed: number }[]> {
    return Promise.all(
      [...this.queues].map(async ([queue, bull]) => {
        const counts = await bull.getJobCounts('waiting', 'active', 'delayed', 'failed')
        return {
          queue,
          waiting: counts['waiting'] ?? 0,
          active: counts['active'] ?? 0,
          delayed: counts['delayed'] ?? 0,
          failed: counts['failed'] ?? 0,
        }
      }),
    )
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()))
  }

  private queueFor(name: QueueName): Queue {
    const existing = this.queues.get(name)
    if (existing) return existing
    const queue = this.store.queue(name)
    queue.on('error', () => {})
    this.queues.set(name, queue)
    return queue
  }
}

async function inTime(work: Promise<void>, sentence: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), TAKE_WITHIN_MILLISECONDS)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
