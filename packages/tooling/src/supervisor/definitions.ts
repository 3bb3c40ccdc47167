import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inRepository } from '../repository.js'
import type { RoleDefinition } from './role.js'
import { localHost, type Settings } from './settings.js'

/** `built` runs what a build made; `watched` starts again whenever a source changes. */
export type Mode = 'built' | 'watched'

/** What every process is told. */
export type RoleEnvironment = NodeJS.ProcessEnv & { DATABASE_URL: string; MAESTRO_KEYS: string }

const serverFolder = inRepository('apps/server')

/**
 * The link holds much for long and little for a moment: its heap grows in small steps, instead of to a multiple of
 * what lives in it. `infra/compose.yaml` says the same.
 */
const smallHeap = ['--max-semi-space-size=4', '--heap-growing-percent=20']

function serverRole(
  name: string,
  host: string,
  port: number,
  mode: Mode,
  environment: RoleEnvironment,
  flags: readonly string[] = [],
): RoleDefinition {
  const program = join(serverFolder, 'dist', `${name}.js`)
  const watch = mode === 'watched' ? ['--watch', '--watch-preserve-output'] : []
  return {
    name,
    command: [...flags, ...watch, program],
    environment,
    workingFolder: serverFolder,
    readyUrl: `http://${localHost(host)}:${port}/readyz`,
  }
}

/** The link, which the others reach devices through. */
export function linkRole(settings: Settings, mode: Mode, environment: RoleEnvironment): RoleDefinition {
  return serverRole('link', '127.0.0.1', settings.MAESTRO_LINK_PORT, mode, environment, smallHeap)
}

export function workerRole(settings: Settings, mode: Mode, environment: RoleEnvironment): RoleDefinition {
  return serverRole('worker', '127.0.0.1', settings.MAESTRO_WORKER_PORT, mode, environment)
}

export function apiRole(settings: Settings, mode: Mode, environment: RoleEnvironment): RoleDefinition {
  return serverRole('api', settings.MAESTRO_HOST, settings.MAESTRO_PORT, mode, environment)
}

/** The console, from `folder` when built, else Next's own development server. It never sees the database or the keys. */
export function consoleRole(settings: Settings, mode: Mode, folder: string): RoleDefinition {
  const { DATABASE_URL: _url, MAESTRO_KEYS: _keys, ...environment } = process.env
  const port = String(settings.MAESTRO_CONSOLE_PORT)
  const next = inRepository('node_modules/next/dist/bin/next')
  return {
    name: 'console',
    command: mode === 'watched' ? [next, 'dev', '-p', port, '-H', '127.0.0.1'] : ['server.js'],
    environment: {
      ...environment,
      NODE_ENV: mode === 'watched' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: port,
      HOSTNAME: '127.0.0.1',
    },
    workingFolder: folder,
    readyUrl: `http://127.0.0.1:${port}/`,
  }
}

/** The demo's pretend devices, if there are any: they know the public address and their claim codes, nothing else. */
export function fleetRoles(settings: Settings): RoleDefinition[] {
  const fleet = join(settings.MAESTRO_DATA, 'fleet.json')
  if (settings.MAESTRO_DEMO === 'off' || !existsSync(fleet)) return []
  const { DATABASE_URL: _url, MAESTRO_KEYS: _keys, ...environment } = process.env
  const server = `http://${localHost(settings.MAESTRO_HOST)}:${settings.MAESTRO_PORT}`
  const files = ['--fleet', fleet, '--state', join(settings.MAESTRO_DATA, 'fleet')]
  const command = [inRepository('apps/simulator/dist/main.js'), '--server', server, ...files]
  return [{ name: 'fleet', command, environment, workingFolder: inRepository('apps/simulator') }]
}
