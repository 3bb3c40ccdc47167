import { withEngine } from './engine.js'
import { readMigrations, readSchema } from './files.js'

/** The SQL that leads from the written migrations to the schema; undefined when nothing is missing. */
export function missingSql(url: string, folder: string): Promise<string | undefined> {
  return withEngine(url, folder, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(folder) },
      to: { tag: 'schemaDatamodel', ...readSchema(folder) },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return exitCode === 0 ? undefined : (stdout ?? '')
  })
}
