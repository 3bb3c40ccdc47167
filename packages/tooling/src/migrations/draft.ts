import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { withEngine } from './engine.js'
import { readMigrations, readSchema, writtenSql } from './files.js'

async function difference(engine: SchemaEngine, folder: string, externalTables: string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...readMigrations(folder) },
    to: { tag: 'schemaDatamodel', ...readSchema(folder) },
    script: true,
    exitCode: true,
    filters: { externalTables, externalEnums: [] },
  })
  return exitCode === 0 ? undefined : (stdout ?? '')
}

/** History tables are written in SQL and kept by triggers. The schema does not name them, so they are not its to drop. */
function historyTables(sql: string): string[] {
  return [...sql.matchAll(/^DROP TABLE "(\w+_history)";$/gm)].map(([, name]) => `public.${name}`)
}

/**
 * Indexes that carry further columns (INCLUDE) are written in SQL: the schema has no words for them, and the engine would
 * drop them as unknown.
 */
function withoutCoveringIndexes(sql: string, written: string): string | undefined {
  const covering = new Set([...written.matchAll(/^CREATE INDEX (\w+) [^;]*\bINCLUDE \(/gm)].map(([, name]) => name))
  const left = sql.replace(/^-- DropIndex\nDROP INDEX "(\w+)";\n*/gm, (statement, name) =>
    covering.has(name) ? '' : statement,
  )
  return left.trim() === '' ? undefined : left
}

/** The SQL that leads from the written migrations to the schema; undefined when nothing is missing. */
export function missingSql(url: string, folder: string): Promise<string | undefined> {
  return withEngine(url, folder, async (engine) => {
    const sql = await difference(engine, folder, [])
    const external = historyTables(sql ?? '')
    const missing = external.length ? await difference(engine, folder, external) : sql
    return missing && withoutCoveringIndexes(missing, writtenSql(folder))
  })
}
