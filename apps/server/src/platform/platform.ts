import type { Database } from '@maestro/database'
import type { FastifyBaseLogger } from 'fastify'
import type { JobQueue } from './jobs/queue.js'
import type { LiveEvents } from './live/live-events.js'
import type { Settings } from './settings.js'

/** What every role of the server has; made once in `api.ts`, `worker.ts` or `link.ts` and injected by class. */
export class Platform {
  constructor(
    readonly settings: Settings,
    readonly database: Database,
    readonly jobs: JobQueue,
    readonly live: LiveEvents,
    readonly log: FastifyBaseLogger,
  ) {}
}
