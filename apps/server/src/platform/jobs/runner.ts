import type { Worker } from 'bullmq'
import type { FastifyBaseLogger } from 'fastify'
import { type JobDefinition, type JobHandler, type QueueName, queueNames } from './define-job.js'
import type { JobQueue, QueueStore } from './queue.js'

// biome-ignore lint/suspicious/noExplicitAny: each handler parses its own payload; a list of them has no common one.
type AnyHandler = JobHandler<any>
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyJob = JobDefinition<any>

/** Refuses to start when a declared job has no handler, or two, or a handler was never declared. */
export function matchHandlers(jobs: readonly AnyJob[], handlers: readonly AnyHandler[]): Map<string, AnyHandler> {
  const matched = new Map<string, AnyHandler>()
  for (const handler of handlers) {
    if (matched.has(handler.job.name)) throw new Error(`The job ${handler.job.name} has two handlers.`)
    if (!jobs.includes(handler.job)) throw new Error(`The job ${handler.job.name} is handled, but not declared.`)
    matched.set(handler.job.name, handler)
  }
  const orphan = jobs.find((job) => !matched.has(job.name))
  if (orphan) throw new Error(`The job ${orphan.name} is declared, but has no handler.`)
  return matched
}

/** So often it is made sure that the sweeps are still scheduled: a queue that was emptied has forgotten them. */
const SCHEDULE_AGAIN_MILLISECONDS = 5_000

/** Runs the handlers on all queues, until it is closed: then it finishes what it has begun. */
export class JobRunner {
  private readonly workers: Worker[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly store: QueueStore,
    private readonly queue: JobQueue,
    private readonly handlers: Map<string, AnyHandler>,
    private readonly log: FastifyBaseLogger,
  ) {}

  async start(): Promise<void> {
    for (const name of queueNames) this.workers.push(this.workerFor(name))
    await this.schedule()
    const again = () => this.schedule().catch((error) => this.log.warn({ err: error }, 'the sweeps are not scheduled'))
    this.timer = setInterval(again, SCHEDULE_AGAIN_MILLISECONDS)
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await Promise.all(this.workers.map((worker) => worker.close()))
  }

  private async schedule(): Promise<void> {
    for (const { job } of this.handlers.values()) if (job.everyMilliseconds) await this.queue.schedule(job, {})
  }

  private workerFor(name: QueueName): Worker {
    const worker = this.store.worker(
      name,
      async (job) => {
        const handler = this.handlers.get(job.name)
        if (!handler) throw new Error(`No handler for ${job.name}.`)
        await handler.handle(handler.job.payload.parse(job.data))
      },
      { concurrency: 8, lockDuration: 10_000, stalledInterval: 2_000, maxStalledCount: 20 },
    )
    worker.on('failed', (job, error) => this.log.error({ job: job?.name, id: job?.id, err: error }, 'job failed'))
    worker.on('error', (error) => this.log.warn({ queue: name, err: error }, 'queue is disturbed'))
    return worker
  }
}
