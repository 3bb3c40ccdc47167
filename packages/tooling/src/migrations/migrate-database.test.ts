import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabase } from '@maestro/testkit'
import pg from 'pg'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { missingSql } from './draft.js'
import { defaultSchemaFolder } from './files.js'
import { migrationStatus } from './history.js'
import { migrateDatabase } from './migrate-database.js'

const database = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'maestro-migrations-'))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  cpSync(defaultSchemaFolder, folder, { recursive: true })
})

function addMigration(name: string, sql: string): void {
  mkdirSync(join(folder, 'migrations', name))
  writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql)
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function migrate(): Promise<string[]> {
  return migrateDatabase(database.ownerUrl, database.ring, folder)
}

it('has nothing to do on a migrated database', async () => {
  expect(await migrate()).toEqual([])
})

it('keeps nothing of a migration that fails, and applies it once it was repaired', async () => {
  addMigration('29990101000000_broken', 'CREATE TABLE half (n int); SELECT 1 / 0;')
  await expect(migrate()).rejects.toThrow(/division by zero/)
  expect(await ask("SELECT to_regclass('half') AS found")).toEqual([{ found: null }])
  writeFileSync(join(folder, 'migrations/29990101000000_broken/migration.sql'), 'CREATE TABLE half (n int);')
  expect(await migrate()).toEqual(['29990101000000_broken'])
})

it('applies a function whose body holds semicolons', async () => {
  addMigration('29990101000000_broken', 'CREATE TABLE half (n int);')
  const body = 'BEGIN PERFORM 1; RETURN 2; END'
  addMigration('29990102000000_function', `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ ${body} $$;`)
  expect(await migrate()).toEqual(['29990102000000_function'])
  expect(await ask('SELECT two() AS n')).toEqual([{ n: 2 }])
})

it('refuses a database that is newer than the code, and says what to do', async () => {
  await expect(migrate()).rejects.toThrow(
    /^The database at 127\.0\.0\.1:\d+\/\w+ was migrated by a newer Maestro \(migration 29990102000000_function\)\. Start that version or newer, or restore a backup\.$/,
  )
})

it('refuses a migration that was edited after it had been applied', async () => {
  addMigration('29990101000000_broken', 'CREATE TABLE other (n int);')
  addMigration('29990102000000_function', 'CREATE FUNCTION other() RETURNS int RETURN 1;')
  await expect(migrate()).rejects.toThrow(/29990101000000_broken was changed after it had been applied/)
  expect(await migrationStatus(database.ownerUrl, folder)).toMatchObject({ pending: [], unknown: [] })
})

it('lets two migrate at once', async () => {
  const other = await freshDatabase()
  addMigration('29990103000000_slow', 'SELECT pg_sleep(0.3); CREATE TABLE once (n int);')
  const both = await Promise.all([1, 2].map(() => migrateDatabase(other.ownerUrl, other.ring, folder)))
  expect(both.flat()).toEqual(['29990103000000_slow'])
  await other.drop()
})

it('drafts the SQL that a changed schema needs, and leaves history tables alone', async () => {
  const before = (await missingSql(database.ownerUrl, folder)) ?? ''
  writeFileSync(join(folder, 'models/probe.prisma'), 'model Probe {\n  id Int @id\n  @@map("probes")\n}\n')
  const after = (await missingSql(database.ownerUrl, folder)) ?? ''
  expect(before).not.toMatch(/probes|_history/)
  expect(after).toContain('CREATE TABLE "probes"')
  expect(after).not.toContain('_history')
})

it('has migrations that lead to the schema', async () => {
  expect(await missingSql(database.ownerUrl, folder)).toBeUndefined()
})
