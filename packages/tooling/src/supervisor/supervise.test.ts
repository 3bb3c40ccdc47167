import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { isRunning, type ProcessIdentity } from '../process/identity.js'
import { freePorts, portSettings } from '../testing/free-ports.js'
import { testEnvironment } from '../testing/run-program.js'

vi.setConfig({ testTimeout: 60_000 })
const program = new URL('../../fixtures/supervisor.mjs', import.meta.url).pathname
const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

class Supervisor {
  output = ''
  readonly ended: Promise<unknown>

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)))
    this.ended = once(child, 'exit')
  }

  async says(text: string): Promise<void> {
    await expect.poll(() => this.output).toContain(text)
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal)
    await this.ended
    return this.child.exitCode
  }
}

async function newInstallation() {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-supervisor-'))
  chmodSync(folder, 0o755)
  const ports = await freePorts(4)
  const settings = { MAESTRO_DATA: folder, MAESTRO_DEMO: 'off', ROLE_PORTS: ports.join(','), ...(await portSettings()) }
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  const start = (more: Record<string, string> = {}) => {
    const env = testEnvironment({ ...settings, ...more })
    const supervisor = new Supervisor(spawn(process.execPath, [program], { env }))
    cleanUps.push(async () => {
      if (supervisor.child.exitCode === null && supervisor.child.signalCode === null) await supervisor.stop()
    })
    return supervisor
  }
  return { folder, ports, settings, start }
}

function recorded(folder: string): ProcessIdentity[] {
  return JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8')) as ProcessIdentity[]
}

function postgresOf(folder: string): ProcessIdentity {
  const [pid] = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(pid), startedAt: 0 }
}

it('says where everything is, and stops everything in order', async () => {
  const { folder, settings, start } = await newInstallation()
  const supervisor = start()
  await supervisor.says('To stop')
  expect(supervisor.output).toContain(`http://localhost:${settings['MAESTRO_PORT' as keyof typeof settings]}`)
  const processes = [...recorded(folder), postgresOf(folder)]
  expect(processes.filter(isRunning)).toHaveLength(5)
  expect(await supervisor.stop('SIGINT')).toBe(0)
  expect(processes.filter(isRunning)).toEqual([])
  expect(readFileSync(join(folder, 'left'), 'utf8').trim().split('\n')).toEqual(['console', 'api', 'worker', 'link'])
})

it('keeps the key ring to itself, and makes it once', async () => {
  const { folder, start } = await newInstallation()
  const first = start()
  await first.says('To stop')
  await first.stop()
  const keys = readFileSync(join(folder, 'keys'), 'utf8')
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o600)
  const second = start()
  await second.says('To stop')
  expect(readFileSync(join(folder, 'keys'), 'utf8')).toBe(keys)
})

it('starts a role again that was killed, and says so', async () => {
  const { folder, ports, start } = await newInstallation()
  const supervisor = start()
  await supervisor.says('To stop')
  const [link] = recorded(folder)
  process.kill(link?.pid ?? 0, 'SIGKILL')
  await supervisor.says('The link stopped (SIGKILL); starting it again')
  const answer = async () => (await fetch(`http://127.0.0.1:${ports[0]}/`)).text()
  await expect.poll(() => answer().catch(() => '')).toMatch(/^\d+$/)
})

it('starts the database again that was killed', async () => {
  const { folder, start } = await newInstallation()
  const supervisor = start()
  await supervisor.says('To stop')
  const before = postgresOf(folder)
  process.kill(before.pid, 'SIGKILL')
  await supervisor.says('PostgreSQL stopped; starting it again.')
  await expect.poll(() => isRunning(postgresOf(folder)) && postgresOf(folder).pid !== before.pid).toBe(true)
})

it('leaves nothing in the way of the next start when it was killed', async () => {
  const { folder, start } = await newInstallation()
  const first = start()
  await first.says('To stop')
  const processes = recorded(folder)
  await first.stop('SIGKILL')
  const second = start()
  await second.says('To stop')
  expect(processes.filter(isRunning)).toEqual([])
})

it('refuses a second instance on the same data folder', async () => {
  const { folder, start } = await newInstallation()
  const first = start()
  await first.says('To stop')
  const second = start()
  await second.ended
  expect(second.child.exitCode).toBe(1)
  expect(second.output.trim()).toBe(
    `Maestro already runs on the data folder ${folder} (process ${first.child.pid}). Stop it with Ctrl-C in its terminal, or set MAESTRO_DATA and the ports to start another one.`,
  )
})

it('names a taken port and the variable that changes it', async () => {
  const { settings, start } = await newInstallation()
  const squatter = createServer()
  const port = Number(new Map(Object.entries(settings)).get('MAESTRO_LINK_PORT'))
  await new Promise<void>((done) => squatter.listen(port, '127.0.0.1', done))
  cleanUps.push(() => new Promise<void>((done) => squatter.close(() => done())))
  const supervisor = start()
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toContain(
    `Port ${port} is taken by another program. Stop it, or set MAESTRO_LINK_PORT to another port.`,
  )
})

it('refuses a data folder that cannot be made or written', async () => {
  const { folder, start } = await newInstallation()
  writeFileSync(join(folder, 'file'), '')
  const supervisor = start({ MAESTRO_DATA: join(folder, 'file') })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(/^The data folder .* cannot be written \(\w+\)\. Give your account write access/)
})

it('refuses a data folder where nothing can be made', async () => {
  const { start } = await newInstallation()
  const supervisor = start({ MAESTRO_DATA: '/proc/maestro/data' })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(/^The data folder \/proc\/maestro\/data cannot be written \(ENOENT\)/)
})

it('refuses a wrong value by the name of its variable', async () => {
  const { start } = await newInstallation()
  const supervisor = start({ MAESTRO_PORT: 'eighty' })
  await supervisor.ended
  expect(supervisor.output).toMatch(/^MAESTRO_PORT is "eighty"/)
})

it('refuses an external database without a key ring', async () => {
  const { start } = await newInstallation()
  const supervisor = start({ DATABASE_URL: 'postgresql://maestro@127.0.0.1:9/maestro' })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(/^MAESTRO_KEYS is missing: with DATABASE_URL set/)
})

it('says so when the database cannot be reached', async () => {
  const { start } = await newInstallation()
  const keys = `k1:${Buffer.alloc(32, 7).toString('base64')}`
  const supervisor = start({ DATABASE_URL: 'postgresql://maestro@127.0.0.1:9/maestro', MAESTRO_KEYS: keys })
  await supervisor.ended
  expect(supervisor.output).toMatch(
    /^The database at 127\.0\.0\.1:9\/maestro cannot be reached \(.*ECONNREFUSED.*\)\. Check DATABASE_URL\./,
  )
})

it.each([
  [
    'REDIS_URL',
    'redis://:hunter2@127.0.0.1:9',
    /^Redis at 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. Check REDIS_URL/,
  ],
  [
    'MQTT_URL',
    'mqtt://x:hunter2@127.0.0.1:9',
    /^The MQTT broker at 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. Check MQTT_URL/,
  ],
])('says so when what %s names cannot be reached', async (variable, value, sentence) => {
  const { start } = await newInstallation()
  const supervisor = start({ [variable]: value })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(sentence)
  expect(supervisor.output).not.toContain('hunter2')
})

it('refuses a key ring that is none, and does not show it', async () => {
  const { start } = await newInstallation()
  const supervisor = start({ MAESTRO_KEYS: 'hunter2' })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(/^MAESTRO_KEYS is a text, which is not valid/)
  expect(supervisor.output).not.toContain('hunter2')
})

it('gives up with the end of the log when a role cannot start', async () => {
  const { start } = await newInstallation()
  const supervisor = start({ ROLE_PORTS: '70000,70001,70002,70003' })
  await supervisor.ended
  expect(supervisor.child.exitCode).toBe(1)
  expect(supervisor.output).toMatch(/The (link|worker|api|console) does not start\. The end of /)
})
