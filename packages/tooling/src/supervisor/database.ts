import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf } from '../migrations/history.js'
import { type EmbeddedPostgres, startPostgres } from '../postgres/start-postgres.js'
import type { Settings } from './settings.js'

export interface DatabaseInUse {
  readonly url: string
  /** For the table: where it is. */
  readonly description: string
  readonly stop: () => Promise<void>
}

/** Starts the embedded server again, on its port, whenever it ends by itself. */
async function keepRunning(postgres: EmbeddedPostgres, dir: string, say: (s: string) => void, signal: AbortSignal) {
  while (!signal.aborted) {
    await sleep(1_000, undefined, { signal }).catch(() => {})
    if (signal.aborted || (await postgres.isRunning())) continue
    say('PostgreSQL stopped; starting it again.')
    await startPostgres({ dir }).catch((error: Error) => say(error.message))
  }
}

/** DATABASE_URL, or the embedded PostgreSQL in the data folder. */
export async function openDatabaseServer(settings: Settings, say: (sentence: string) => void): Promise<DatabaseInUse> {
  const external = settings.DATABASE_URL
  if (external) return { url: external, description: addressOf(external), stop: async () => {} }
  const dir = join(settings.MAESTRO_DATA, 'postgres')
  const postgres = await startPostgres({ dir })
  const stopping = new AbortController()
  const watch = keepRunning(postgres, dir, say, stopping.signal)
  return {
    url: postgres.url,
    description: `embedded PostgreSQL on port ${postgres.port}, in ${postgres.folder}`,
    stop: async () => {
      stopping.abort()
      await watch
      await postgres.stop()
    },
  }
}
