import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKeyRing, parseKeyRing } from '@maestro/database'
import pg from 'pg'
import { migrateDatabase } from '../migrations/migrate-database.js'
import type { Durability } from '../postgres/settings.js'
import { startPostgres } from '../postgres/start-postgres.js'
import { apiRole, linkRole, type RoleEnvironment, workerRole } from '../supervisor/definitions.js'
import { logPath } from '../supervisor/log-file.js'
import { waitUntilReady } from '../supervisor/readiness.js'
import { Role } from '../supervisor/role.js'
import { readSettings } from '../supervisor/settings.js'
import { portSettings } from '../testing/free-ports.js'
import { testEnvironment } from '../testing/run-program.js'

const roles = { api: apiRole, worker: workerRole, link: linkRole }
type RoleName = keyof typeof roles

/** Processes of one installation. */
export interface RunningServer {
  /** The public origin. */
  readonly url: string
  /** The link's own doors, past the front door. */
  readonly mqttUrl: string
  readonly webSocketUrl: string
  /** The number of the process that plays a role now. Throws when none does. */
  processOf(name: RoleName): number
  /** Kills a role (SIGKILL). Resolves when it has been started again and is ready. */
  restart(name: RoleName): Promise<void>
  /** The file that a role writes what it says to. */
  logOf(name: RoleName): string
}

/** A database server and a folder of their own, thrown away at the end. */
export interface Workbench {
  readonly folder: string
  readonly keys: string
  /** A migrated, empty database; answers the owner's address. */
  createDatabase(name: string): Promise<string>
  /** Real processes on that database and on free ports; answers the public origin. They stop with the workbench. */
  startServer(databaseUrl: string, names: readonly RoleName[]): Promise<string>
  /** The same, for who must know the processes; `more` of the environment is added, the ports excepted. */
  startProcesses(
    databaseUrl: string,
    names: readonly RoleName[],
    more?: Readonly<Record<string, string>>,
  ): Promise<RunningServer>
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
  const hooks = {
    dataFolder: settings.MAESTRO_DATA,
    say: (sentence: string) => console.error(sentence),
    // What a benchmark kills on purpose, again and again, is started again at once.
    steadyAfterMs: 3_000,
    changed: () => {},
  }
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

function describe(
  started: readonly Role[],
  url: string,
  ports: Readonly<Record<string, string>>,
  dataFolder: string,
): RunningServer {
  const roleOf = (name: RoleName) => {
    const role = started.find(({ definition }) => definition.name === name)
    if (!role) throw new Error(`There is no ${name}.`)
    return role
  }
  const processOf = (name: RoleName) => {
    const pid = roleOf(name).identity?.pid
    if (pid === undefined) throw new Error(`The ${name} does not run.`)
    return pid
  }
  return {
    url,
    mqttUrl: `mqtt://127.0.0.1:${ports['MAESTRO_MQTT_PORT']}`,
    webSocketUrl: `ws://127.0.0.1:${ports['MAESTRO_LINK_PORT']}/mqtt`,
    processOf,
    restart: async (name) => {
      process.kill(processOf(name), 'SIGKILL')
      const role = roleOf(name)
      while (role.identity) await sleep(5)
      while (!role.identity) await sleep(5)
      await waitUntilReady(role, dataFolder, new AbortController().signal)
    },
    logOf: (name) => logPath(dataFolder, name),
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
  const start: Workbench['startProcesses'] = async (databaseUrl, names, more = {}) => {
    const ports = await portSettings()
    const url = more['MAESTRO_URL'] ?? `http://127.0.0.1:${ports['MAESTRO_PORT']}`
    const dataFolder = join(folder, `data-${ports['MAESTRO_PORT']}`)
    mkdirSync(join(dataFolder, 'logs'), { recursive: true })
    const own = { ...more, ...ports, MAESTRO_URL: url, MAESTRO_DATA: dataFolder, LOG_LEVEL: 'error' }
    const secret = { DATABASE_URL: databaseUrl, MAESTRO_KEYS: keys, NODE_ENV: 'production' }
    const started = await startRoles(names, { ...testEnvironment(own), ...secret })
    running.push(...started)
    return describe(started, url, ports, dataFolder)
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
      startServer: async (databaseUrl, names) => (await start(databaseUrl, names)).url,
      startProcesses: start,
    })
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)
    await clear()
  }
}
