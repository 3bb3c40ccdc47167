import type { Database, Prisma } from '@maestro/database'
import type { FastifyBaseLogger } from 'fastify'
import type { JobQueue } from './jobs/queue.js'
import type { LiveEvents } from './live/live-events.js'
import { Readiness } from './readiness.js'
import type { Settings } from './settings.js'

/** A transaction as stores take it. */
export type Transaction = Prisma.TransactionClient

/** What every role of the server has; made once in `api.ts`, `worker.ts` or `link.ts` and injected by class. */
export class Platform {
  readonly readiness = new Readiness()

  constructor(
    readonly settings: Settings,
    readonly database: Database,
    readonly jobs: JobQueue,
    readonly live: LiveEvents,
    readonly log: FastifyBaseLogger,
  ) {}

  /** All of `work` or nothing of it; open pages hear of it once it is kept. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.live.afterwards(() => this.database.prisma.$transaction(work, { maxWait: 5_000, timeout: 30_000 }))
  }
}
