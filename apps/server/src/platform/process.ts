import { openDatabase } from '@maestro/database'
import { pino } from 'pino'
import { JobQueue, QueueStore } from './jobs/queue.js'
import { LiveEvents } from './live/live-events.js'
import { Platform } from './platform.js'
import { readSettings, type Settings } from './settings.js'

/** Most database connections of a process, by its role: two of each fit into an embedded server's 200. */
const CONNECTIONS = { api: 20, worker: 30, link: 8 } as const
export type ServerRole = keyof typeof CONNECTIONS

export type RunningProcess = { readonly platform: Platform; readonly store: QueueStore; close(): Promise<void> }

/** What every role begins with: settings, log, database, queues, live events. Exits with a sentence when it cannot. */
export function openProcess(role: ServerRole, settings: Settings = readSettings()): RunningProcess {
  const log = pino({
    level: settings.environment.LOG_LEVEL,
    base: { role, pid: process.pid },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
  })
  const database = openDatabase(
    settings.databaseUrl(role === 'link' ? 'maestro_link' : 'maestro_app'),
    CONNECTIONS[role],
  )
  const store = new QueueStore(settings.environment.REDIS_URL, database.pool)
  const jobs = new JobQueue(store)
  const live = new LiveEvents(database.pool)
  const platform = new Platform(settings, database, jobs, live, log as never)
  platform.readiness.need('the database (DATABASE_URL)', () => database.pool.query('SELECT 1'))
  if (role === 'worker') platform.readiness.need('the store of the queue (REDIS_URL)', () => store.isThere())
  return {
    platform,
    store,
    close: async () => {
      await live.close()
      await jobs.close()
      await store.close()
      await database.close()
    },
  }
}

/** Runs `close` once when the process is told to stop, and exits; a close that hangs is cut off. */
export function closeOnSignal(close: () => Promise<void>): void {
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    setTimeout(() => process.exit(1), 10_000).unref()
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** A start that fails says one sentence and exits with 1. */
export function startOrExplain(start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (process.env['LOG_LEVEL'] === 'debug' ? error.stack : error.message) : String(error)}\n`,
    )
    process.exit(1)
  })
}
