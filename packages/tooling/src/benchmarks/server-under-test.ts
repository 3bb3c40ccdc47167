import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeyRing, parseKeyRing } from '@maestro/database'
import pg from 'pg'
import { migrateDatabase } from '../migrations/migrate-database.js'
import type { Durability } from '../postgres/settings.js'
import { startPostgres } from '../postgres/start-postgres.js'
import { apiRole, linkRole, type RoleEnvironment, workerRole } from '../supervisor/definitions.js'
import { waitUntilReady } from '../supervisor/readiness.js'
import { Role } from '../supervisor/role.js'
import { readSettings } from '../supervisor/settings.js'
import { portSettings } from '../testing/free-ports.js'
import { testEnvironment } from '../testing/run-program.js'

const roles = { api: apiRole, worker: workerRole, link: linkRole }
type RoleName = keyof typeof roles

/** A database server and a folder of their own, thrown away at the end. */
export interface Workbench {
  readonly folder: string
  readonly keys: string
  /** A migrated, empty database; answers the owner's address. */
  createDatabase(name: string): Promise<string>
  /** Real processes on that database and on free ports; answers the public origin. They stop with the workbench. */
  startServer(databaseUrl: string, names: readonly RoleName[]): Promise<string>
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  await client.end()
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

async function startRoles(names: readonly RoleName[], variables: RoleEnvironment): Promise<Role[]> {
  const settings = readSettings(variables)
  const hooks = { dataFolder: settings.MAESTRO_DATA, say: (s: string) => console.error(s), changed: () => {} }
  const started: Role[] = []
  try {
    for (const name of names) {
      const role = new Role(roles[name](settings, 'built', variables), hooks)
      started.push(role)
      role.start()
      await waitUntilReady(role, settings.MAESTRO_DATA, new AbortController().signal)
    }
    return started
  } catch (error) {
    await Promise.all(started.map((role) => role.stop()))
    throw error
  }
}

/** Does the work on a workbench and clears it away. `throwaway` gives durability up; what is written must not matter. */
export async function onWorkbench<Result>(
  durability: Durability,
  work: (workbench: Workbench) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-bench-'))
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), durability })
  const running: Role[] = []
  const keys = createKeyRing()
  const clear = async () => {
    for (const role of running.splice(0).reverse()) await role.stop()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const leave = () => {
    // What is still being measured loses its database now; that is no news.
    process.on('uncaughtException', () => {})
    void clear().finally(() => process.exit(1))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave)
  try {
    return await work({
      folder,
      keys,
      createDatabase: async (name) => {
        const url = await createDatabase(postgres.url, name)
        await migrateDatabase(url, parseKeyRing(keys))
        return url
      },
      startServer: async (databaseUrl, names) => {
        const ports = await portSettings()
        const url = `http://127.0.0.1:${ports['MAESTRO_PORT']}`
        const dataFolder = join(folder, `data-${ports['MAESTRO_PORT']}`)
        mkdirSync(join(dataFolder, 'logs'), { recursive: true })
        const own = { ...ports, MAESTRO_URL: url, MAESTRO_DATA: dataFolder, LOG_LEVEL: 'error' }
        const secret = { DATABASE_URL: databaseUrl, MAESTRO_KEYS: keys, NODE_ENV: 'production' }
        running.push(...(await startRoles(names, { ...testEnvironment(own), ...secret })))
        return url
      },
    })
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)
    await clear()
  }
}
