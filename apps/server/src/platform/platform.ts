import type { Database, Prisma } from '@maestro/database'
import type { FastifyBaseLogger } from 'fastify'
import { isDeadlock } from './busy.js'
import type { JobQueue } from './jobs/queue.js'
import type { LiveEvents } from './live/live-events.js'
import { Readiness } from './readiness.js'
import type { Settings } from './settings.js'

/** A transaction as stores take it. */
export type Transaction = Prisma.TransactionClient

/** How often a transaction begins anew that the database gave up for the sake of another. */
const TRIES = 4

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

  /**
   * The same for `work` that leaves nothing behind outside of the database: when it and another waited for each other, it
   * begins again.
   */
  async transactionAgain<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        return await this.transaction(work)
      } catch (error) {
        if (left === 0 || !isDeadlock(error)) throw error
      }
    }
  }
}
