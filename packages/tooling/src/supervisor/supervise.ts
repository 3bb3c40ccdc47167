import { parseKeyRing } from '@maestro/database'
import { loadKeys } from '../keys.js'
import { migrateDatabase } from '../migrations/migrate-database.js'
import { announcement } from './announcement.js'
import { claimDataFolder } from './data-folder.js'
import { type DatabaseInUse, openDatabaseServer } from './database.js'
import { fleetRoles, type RoleEnvironment } from './definitions.js'
import { readSignIns, seedDemo } from './demo.js'
import { endLeftovers, recordProcesses } from './leftovers.js'
import { checkPorts } from './ports.js'
import { waitUntilReady } from './readiness.js'
import { Role, type RoleDefinition } from './role.js'
import { checkServices } from './services.js'
import type { Settings } from './settings.js'

/** Which processes to run, given what they must be told. Each group starts when the one before does its work. */
export type RolePlan = (settings: Settings, environment: RoleEnvironment) => RoleDefinition[][]

/** Leaves first what depends on the rest. */
const stopOrder = ['fleet', 'console', 'api', 'worker', 'link']

function say(sentence: string): void {
  console.log(`  ${sentence}`)
}

/** Everything of one running installation. */
class Installation {
  readonly #roles: Role[] = []
  #database: DatabaseInUse | undefined

  constructor(
    private readonly settings: Settings,
    private readonly signal: AbortSignal,
  ) {}

  async start(plan: RolePlan): Promise<void> {
    const { settings } = this
    await endLeftovers(settings.MAESTRO_DATA)
    await checkPorts(settings)
    await checkServices(settings)
    const keys = loadKeys(settings.MAESTRO_DATA, process.env)
    const ring = parseKeyRing(keys)
    if (!settings.DATABASE_URL) say('Starting: PostgreSQL')
    this.#database = await openDatabaseServer(settings, say)
    const applied = await migrateDatabase(this.#database.url, ring)
    if (applied.length) say(`Database: ${applied.length} migrations applied`)
    const environment = this.#environment(this.#database.url, keys)
    if (settings.MAESTRO_DEMO === 'on' && (await seedDemo(settings.MAESTRO_DATA, environment))) say('Demo: written')
    for (const group of plan(settings, environment)) await this.#run(group)
    await this.#run(fleetRoles(settings))
    if (this.signal.aborted) return
    console.log(announcement(settings, readSignIns(settings.MAESTRO_DATA), this.#database.description))
  }

  async stop(): Promise<void> {
    for (const name of stopOrder) {
      await Promise.all(this.#roles.filter((role) => role.definition.name === name).map((role) => role.stop()))
    }
    const others = this.#roles.filter((role) => !stopOrder.includes(role.definition.name))
    await Promise.all(others.map((role) => role.stop()))
    await this.#database?.stop()
  }

  #environment(url: string, keys: string): RoleEnvironment {
    const { MAESTRO_DATA } = this.settings
    return { NODE_ENV: 'production', ...process.env, DATABASE_URL: url, MAESTRO_KEYS: keys, MAESTRO_DATA }
  }

  async #run(definitions: RoleDefinition[]): Promise<void> {
    const dataFolder = this.settings.MAESTRO_DATA
    if (this.signal.aborted) return
    if (definitions.length) say(`Starting: ${definitions.map(({ name }) => name).join(', ')}`)
    const hooks = { dataFolder, say, changed: () => this.#record() }
    const roles = definitions.map((definition) => new Role(definition, hooks))
    this.#roles.push(...roles)
    for (const role of roles) role.start()
    const givenUp = new AbortController()
    const signal = AbortSignal.any([this.signal, givenUp.signal])
    await Promise.all(roles.map((role) => waitUntilReady(role, dataFolder, signal))).catch((error: unknown) => {
      givenUp.abort()
      throw error
    })
  }

  #record(): void {
    const running = this.#roles.flatMap((role) => role.identity ?? [])
    recordProcesses(this.settings.MAESTRO_DATA, running)
  }
}

/** Aborts at the first Ctrl-C or SIGTERM; a second one, a moment later, changes nothing: stopping has its own limits. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!stopping.signal.aborted) console.log('\n  Stopping …')
      stopping.abort()
    })
  }
  return stopping.signal
}

/** Starts everything, waits for Ctrl-C, stops everything. */
export async function supervise(settings: Settings, plan: RolePlan): Promise<void> {
  const release = claimDataFolder(settings.MAESTRO_DATA)
  const signal = stopSignal()
  const installation = new Installation(settings, signal)
  try {
    await installation.start(plan)
    await new Promise<void>((done) => {
      if (signal.aborted) done()
      else signal.addEventListener('abort', () => done(), { once: true })
    })
  } finally {
    await installation.stop()
    release()
  }
  console.log('  Stopped.')
}
