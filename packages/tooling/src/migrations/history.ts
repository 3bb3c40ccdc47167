import type { DiagnoseMigrationHistoryOutput, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Refusal } from '../refusal.js'
import { withEngine } from './engine.js'
import { readMigrations } from './files.js'

const filters = { externalTables: [], externalEnums: [] }

/** `host:port/name`, without the password. */
export function addressOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

export interface MigrationStatus {
  readonly pending: readonly string[]
  /** Applied to the database, unknown to this code. */
  readonly unknown: readonly string[]
  readonly edited: readonly string[]
  /** Begun and not finished: the process was killed or the script failed; nothing of it was kept. */
  readonly unfinished: readonly string[]
}

function statusOf({ history, editedMigrationNames, failedMigrationNames }: DiagnoseMigrationHistoryOutput) {
  return {
    pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    edited: editedMigrationNames.filter((name) => !failedMigrationNames.includes(name)),
    unfinished: failedMigrationNames,
  }
}

async function diagnose(engine: SchemaEngine, folder: string): Promise<MigrationStatus> {
  const migrationsList = readMigrations(folder)
  return statusOf(await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }))
}

export function migrationStatus(url: string, folder: string): Promise<MigrationStatus> {
  return withEngine(url, folder, (engine) => diagnose(engine, folder))
}

function refuseForeignHistory(url: string, status: MigrationStatus): void {
  const newer = status.unknown.at(-1)
  if (newer) {
    throw new Refusal(
      `The database at ${addressOf(url)} was migrated by a newer Maestro (migration ${newer}). ` +
        'Start that version or newer, or restore a backup.',
    )
  }
  const edited = status.edited[0]
  if (edited) {
    throw new Refusal(
      `The migration ${edited} was changed after it had been applied to the database at ${addressOf(url)}. ` +
        'Restore its file, and put the change into a new migration.',
    )
  }
}

/** Applies what is missing, each migration in one transaction; answers their names. */
export function applyMigrations(url: string, folder: string): Promise<string[]> {
  return withEngine(url, folder, async (engine) => {
    const status = await diagnose(engine, folder)
    refuseForeignHistory(url, status)
    for (const migrationName of status.unfinished) await engine.markMigrationRolledBack({ migrationName })
    if (!status.pending.length && !status.unfinished.length) return []
    const applied = await engine.applyMigrations({ migrationsList: readMigrations(folder), filters })
    return applied.appliedMigrationNames
  })
}
