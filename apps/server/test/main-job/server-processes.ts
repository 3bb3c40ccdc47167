import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FreshDatabase } from '@maestro/testkit'
import { patient } from '@maestro/testkit'
import { vi } from 'vitest'

export const roles = ['api', 'worker', 'link'] as const
export type ServerRole = (typeof roles)[number]

/** One process of the server, as an installation runs it. */
export type ServerProcess = {
  readonly role: ServerRole
  /** Where its HTTP listens. */
  readonly origin: string
  /** `kill -9`: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
  /** Begins again after `kill` or `stop`, with the same settings. */
  start(): Promise<void>
}

export type ServerProcesses = {
  /** The public origin. */
  readonly origin: string
  readonly environment: Readonly<Record<string, string>>
  readonly api: ServerProcess
  readonly worker: ServerProcess
  readonly link: ServerProcess
  /** One more process of a role, on ports of its own. */
  another(role: ServerRole): Promise<ServerProcess>
  close(): Promise<void>
}

/** api, worker and link as processes of their own on free ports, all on one database. */
export async function startProcesses(
  database: FreshDatabase,
  more: Readonly<Record<string, string>> = {},
): Promise<ServerProcesses> {
  const running: ServerProcess[] = []
  const environment = { ...(await settingsFor(database)), ...more }
  const begin = async (role: ServerRole, settings: Readonly<Record<string, string>>) => {
    const one = serverProcess(role, settings)
    running.push(one)
    await one.start()
    return one
  }
  const beginAll = async () => {
    const link = await begin('link', environment)
    const [worker, api] = await Promise.all([begin('worker', environment), begin('api', environment)])
    return { link, worker, api }
  }
  const { link, worker, api } = await beginAll().catch(async (error: unknown) => {
    await Promise.all(running.map((one) => one.kill()))
    throw error
  })
  return {
    origin: `http://localhost:${environment['MAESTRO_PORT']}`,
    environment,
    api,
    worker,
    link,
    another: async (role) => {
      const free = await freePortSettings()
      const own = Object.fromEntries(portsOf[role].map((name) => [name, free[name] ?? '']))
      return begin(role, { ...environment, ...own })
    },
    close: async () => {
      await Promise.all(running.map((one) => one.kill()))
    },
  }
}

async function settingsFor(database: FreshDatabase): Promise<Record<string, string>> {
  const ports = await freePortSettings()
  return {
    MAESTRO_URL: `http://localhost:${ports['MAESTRO_PORT']}`,
    DATABASE_URL: database.ownerUrl,
    MAESTRO_KEYS: database.keys,
    LOG_LEVEL: process.env['MAESTRO_TEST_LOG'] ?? 'error',
    ...ports,
  }
}

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

function serverProcess(role: ServerRole, settings: Readonly<Record<string, string>>): ServerProcess {
  const program = fileURLToPath(new URL(`../../dist/${role}.js`, import.meta.url))
  let child: ChildProcess | undefined
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const ended = child
    child = undefined
    if (!ended || ended.exitCode !== null || ended.signalCode !== null) return ended?.exitCode ?? null
    const exited = once(ended, 'exit')
    ended.kill(signal)
    return (await exited)[0] as number | null
  }
  return {
    role,
    origin: `http://localhost:${settings[portsOf[role][0]]}`,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start: async () => {
      const begun = spawn(process.execPath, [program], {
        env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...settings },
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      child = begun
      children.add(begun)
      begun.once('exit', () => children.delete(begun))
      await isReady(role, settings, begun)
    },
  }
}

/** The ports that a role listens on, the one that says whether it is ready first. */
const portsOf = {
  api: ['MAESTRO_PORT'],
  worker: ['MAESTRO_WORKER_PORT'],
  link: ['MAESTRO_LINK_PORT', 'MAESTRO_MQTT_PORT'],
} as const satisfies Record<ServerRole, readonly string[]>

function isReady(role: ServerRole, settings: Readonly<Record<string, string>>, child: ChildProcess): Promise<void> {
  const url = `http://127.0.0.1:${settings[portsOf[role][0]]}/readyz`
  return vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(`The ${role} ended with ${child.exitCode}.`)
      const { ok } = await fetch(url)
      if (!ok) throw new Error(`The ${role} is not ready.`)
    },
    { ...patient, interval: 50 },
  )
}

/** Ports that nobody listens on, all different. */
async function freePortSettings(): Promise<Record<string, string>> {
  const names = [
    'MAESTRO_PORT',
    'MAESTRO_LINK_PORT',
    'MAESTRO_MQTT_PORT',
    'MAESTRO_WORKER_PORT',
    'MAESTRO_CONSOLE_PORT',
  ]
  const servers = await Promise.all(
    names.map(async () => {
      const server: Server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return String(typeof address === 'object' && address ? address.port : 0)
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return Object.fromEntries(names.map((name, index) => [name, ports[index] ?? '']))
}
