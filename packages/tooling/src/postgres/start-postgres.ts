import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { waitForLock } from '../process/lock-file.js'
import type { Cluster } from './cluster.js'
import { locateCluster } from './location.js'
import type { Durability } from './settings.js'

export interface EmbeddedPostgres {
  /** The superuser's address of the database `maestro`. */
  readonly url: string
  readonly port: number
  /** Where the cluster lies. */
  readonly folder: string
  /** True when it was running already. */
  readonly joined: boolean
  readonly isRunning: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

export interface StartPostgresOptions {
  /** Made when missing. Holds the cluster, its log, its port and the generated password. */
  readonly dir: string
  readonly durability?: Durability
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function recordedPort(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

async function startOnSomePort(cluster: Cluster, portFile: string, durability: Durability): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = (attempt === 1 ? recordedPort(portFile) : undefined) ?? (await freePort())
    try {
      await cluster.start(port, durability)
      writeFileSync(portFile, `${port}\n`)
      return port
    } catch (error) {
      if (attempt === 5 || !cluster.portWasTaken()) throw error
    }
  }
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/**
 * Starts the embedded PostgreSQL in its own process group, or joins the one a killed Maestro left running.
 * Safe to call from several processes at once.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  const { cluster, folder } = await locateCluster(resolve(options.dir))
  const release = await waitForLock(join(folder, 'start.lock'), 180_000)
  try {
    await cluster.initialize()
    const running = await cluster.running()
    const durability = options.durability ?? 'durable'
    const port = running?.port ?? (await startOnSomePort(cluster, join(folder, 'port'), durability))
    const address = `postgresql://postgres:${encodeURIComponent(cluster.password())}@127.0.0.1:${port}`
    await ensureDatabase(`${address}/postgres`, 'maestro')
    return {
      url: `${address}/maestro`,
      port,
      folder,
      joined: running !== undefined,
      isRunning: async () => (await cluster.running()) !== undefined,
      stop: () => cluster.stop(),
    }
  } finally {
    release()
  }
}
