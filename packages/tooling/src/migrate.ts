import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseKeyRing } from '@maestro/database'
import { loadKeys } from './keys.js'
import { ensureRoles } from './migrations/access.js'
import { missingSql } from './migrations/draft.js'
import { defaultSchemaFolder, writeMigration } from './migrations/files.js'
import { migrationStatus } from './migrations/history.js'
import { migrateDatabase, whileMigrating } from './migrations/migrate-database.js'
import { startPostgres } from './postgres/start-postgres.js'
import { Refusal, runCommand } from './refusal.js'
import { inRepository, relativeToRepository } from './repository.js'

const usage = `npm run migrate -- deploy          apply what is missing to the database
npm run migrate -- status          what is applied, what is missing
npm run migrate -- create <name>   write a migration for what changed in prisma/
npm run migrate -- diff            print that SQL; exit code 2 when there is some`

function dataFolder(): string {
  return resolve(inRepository(), process.env['MAESTRO_DATA'] ?? '.data')
}

/** The database that holds data: DATABASE_URL, or the embedded one, started if it was not running. */
async function withDatabase(work: (url: string) => Promise<number>): Promise<number> {
  const external = process.env['DATABASE_URL']
  if (external) return work(external)
  const postgres = await startPostgres({ dir: join(dataFolder(), 'postgres') })
  try {
    return await work(postgres.url)
  } finally {
    if (!postgres.joined) await postgres.stop()
  }
}

/** An empty server that is thrown away: drafts never touch data. */
async function withScratchDatabase(work: (url: string) => Promise<number>): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'maestro-draft-'))
  const postgres = await startPostgres({ dir, durability: 'throwaway' })
  try {
    await whileMigrating(postgres.url, (client) => ensureRoles(client, postgres.url))
    return await work(postgres.url)
  } finally {
    await postgres.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function deploy(): Promise<number> {
  const ring = parseKeyRing(loadKeys(dataFolder(), process.env))
  return withDatabase(async (url) => {
    const applied = await migrateDatabase(url, ring)
    console.log(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
    return 0
  })
}

async function status(url: string): Promise<number> {
  const report = await migrationStatus(url, defaultSchemaFolder)
  for (const [title, names] of Object.entries(report)) console.log(`${title}: ${names.join(', ') || 'none'}`)
  return report.unknown.length || report.edited.length ? 1 : 0
}

async function create(url: string, name: string | undefined): Promise<number> {
  if (!name) throw new Refusal('Give the migration a name: npm run migrate -- create <name>')
  const sql = await missingSql(url, defaultSchemaFolder)
  const file = writeMigration(defaultSchemaFolder, name, sql ?? '')
  console.log(`${relativeToRepository(file)}${sql ? '' : ' (empty: the schema has no change)'}`)
  return 0
}

async function diff(url: string): Promise<number> {
  const sql = await missingSql(url, defaultSchemaFolder)
  console.log(sql ?? 'The migrations lead to the schema.')
  return sql === undefined ? 0 : 2
}

await runCommand(async () => {
  const [command = 'deploy', name] = process.argv.slice(2)
  switch (command) {
    case 'deploy':
      return deploy()
    case 'status':
      return withDatabase(status)
    case 'create':
      return withScratchDatabase((url) => create(url, name))
    case 'diff':
      return withScratchDatabase(diff)
    default:
      throw new Refusal(usage)
  }
})
