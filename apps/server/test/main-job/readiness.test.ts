import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FreshDatabase,
  freshDatabase,
  missingTools,
  patient,
  type RunningRedis,
  requireTools,
  startRedis,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type ServerProcess, type ServerProcesses, startProcesses } from './server-processes.js'

const TOOLS = ['redis-server', 'mosquitto'] as const

let database: FreshDatabase
let redis: RunningRedis
let broker: ChildProcess
let processes: ServerProcesses

beforeAll(async () => {
  if (missingTools(...TOOLS).length > 0) return
  database = await freshDatabase()
  redis = await startRedis()
  // Only for its port, which nobody has now.
  const other = await startRedis()
  await other.stop()
  const { port } = new URL(other.url)
  const file = join(mkdtempSync(join(tmpdir(), 'maestro-ready-')), 'mosquitto.conf')
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`)
  broker = spawn('mosquitto', ['-c', file], { stdio: 'ignore' })
  processes = await startProcesses(database, {
    REDIS_URL: redis.url,
    MQTT_URL: `mqtt://127.0.0.1:${port}`,
    LOG_LEVEL: 'silent',
  })
})
beforeEach((context) => requireTools(context, ...TOOLS))
afterAll(async () => {
  await processes?.close()
  broker?.kill('SIGKILL')
  await redis?.stop()
})

const all = () => [processes.api, processes.worker, processes.link]
const ask = (one: ServerProcess, path: string) => fetch(`${one.origin}${path}`)
const readinessOf = async (one: ServerProcess) => {
  const answer = await ask(one, '/readyz')
  return { status: answer.status, missing: ((await answer.json()) as { missing?: string[] }).missing ?? [] }
}
const ready = { status: 200, missing: [] }
const becomes = (one: ServerProcess, expected: object) =>
  vi.waitFor(async () => expect(await readinessOf(one)).toEqual(expected), patient)

it('every process of the server lives, is ready, and tells its metrics', async () => {
  for (const one of all()) {
    expect(await (await ask(one, '/livez')).json()).toEqual({ status: 'ok' })
    expect(await readinessOf(one)).toEqual(ready)
    const told = await ask(one, '/metrics')
    expect(told.headers.get('content-type')).toContain('text/plain')
    expect(await told.text()).toMatch(/^maestro_http_request_seconds_count\{.*route="\/readyz",status="200"\} [1-9]/m)
  }
  expect(await (await ask(processes.link, '/metrics')).text()).toMatch(/^maestro_link_connections 0$/m)
})

it('a process without what it works with lives, is not ready, and says for want of what', async () => {
  const exited = once(broker, 'exit')
  broker.kill('SIGKILL')
  await exited
  const withoutBroker = { status: 503, missing: ['the broker (MQTT_URL)'] }
  await becomes(processes.worker, withoutBroker)
  await becomes(processes.link, withoutBroker)
  expect(await readinessOf(processes.api)).toEqual(ready)
  await redis.stop()
  await becomes(processes.worker, {
    status: 503,
    missing: ['the store of the queue (REDIS_URL)', 'the broker (MQTT_URL)'],
  })
  await database.drop()
  await becomes(processes.api, { status: 503, missing: ['the database (DATABASE_URL)'] })
  await becomes(processes.link, { status: 503, missing: ['the database (DATABASE_URL)', 'the broker (MQTT_URL)'] })
  for (const one of all()) expect((await ask(one, '/livez')).status).toBe(200)
})
