import { once } from 'node:events'
import { request as ask, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enrolmentOf, type RunningLinkProcess, runLink, stageDevice } from '../../../test/link/running-link.js'
import { type RunningApi, runApi } from '../../../test/running-api.js'
import { createApi } from '../../api-application.js'
import { SignIn } from '../../people/sign-in.js'
import { openProcess, type RunningProcess } from '../process.js'
import { readSettings } from '../settings.js'

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly text: string }
type Asked = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

let api: RunningApi
let link: RunningLinkProcess
let running: RunningProcess
let console: Server
let front: Awaited<ReturnType<typeof createApi>>
let port: number
let session: Record<string, string>
let organizationId: string
/** What better-auth itself would answer below `/api/auth`. */
let mounted: { path: string; methods: string[] }[]

beforeAll(async () => {
  api = await runApi()
  link = await runLink({ database: api.database })
  console = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<html>The console</html>'))
  await once(console.listen(0, '127.0.0.1'), 'listening')
  const consolePort = (console.address() as AddressInfo).port
  const settings = readSettings({
    DATABASE_URL: api.database.ownerUrl,
    MAESTRO_KEYS: api.database.keys,
    LOG_LEVEL: 'fatal',
  })
  running = openProcess('api', { ...settings, linkUrl: link.url, consoleUrl: `http://127.0.0.1:${consolePort}` })
  front = await createApi(running.platform)
  await front.listen(0, '127.0.0.1')
  port = (front.getHttpServer().address() as AddressInfo).port
  organizationId = (await buildOrganization(api.owner)).id
  session = { ...(await api.signedIn('owner', organizationId)).credentials }
  const { authentication } = front.get(SignIn, { strict: false })
  mounted = Object.values(authentication.api).flatMap(
    ({ path, options }: { path?: string; options?: { method?: unknown } }) =>
      path ? [{ path, methods: [options?.method ?? 'GET'].flat().map(String) }] : [],
  )
})
afterAll(async () => {
  await front.close()
  await running.close()
  console.close()
  await link.close()
  await api.close()
})

/** Over a socket, as it is: nothing is made right on the way. */
function over(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = ask({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    // Whoever answers before everything was sent hangs up; what was answered counts.
    asked.once('error', (error) => setTimeout(() => reject(error), 1_000))
    asked.end(body)
  })
}

const json = { 'content-type': 'application/json' }
const long = 'x'.repeat(300)
const tooLong = JSON.stringify({ email: 'a@b.example', password: 'x'.repeat(20_000) })
const large = Buffer.alloc(1_200_000, 'x')
const inOrganization = (rest: string) => `/api/v1/organizations/${organizationId}${rest}`

/** Everything that nobody answers, or that cannot be read, at both doors and between them. */
const asked: readonly [string, number, string, () => [string, Asked?]][] = [
  ['an unknown path of the API', 404, 'request.not-found', () => ['/api/v1/nope']],
  ['an unknown path below an organization', 404, 'request.not-found', () => [inOrganization('/nope')]],
  ['an unknown path with another method', 404, 'request.not-found', () => ['/api/v1/nope', { method: 'PUT' }]],
  ['an unknown part of the API', 404, 'request.not-found', () => ['/api/nope']],
  ['a parameter that is too long', 404, 'request.not-found', () => [`/api/v1/organizations/${long}/devices`]],
  ['an address that is not encoded', 400, 'request.unreadable', () => ['/api/v1/organizations/%ff/devices']],
  ['an unknown path of the sign-in', 404, 'request.not-found', () => ['/api/auth/nope']],
  ['a wrong password', 401, 'access.credentials-wrong', () => signIn({ email: 'a@b.example', password: 'wrong one' })],
  ['a sign-in without a password', 400, 'request.invalid', () => signIn({ email: 'a@b.example' })],
  ['a sign-in that is no JSON', 400, 'request.not-json', () => signIn('{')],
  ['a sign-in of more than it takes', 413, 'request.too-large', () => signIn(tooLong)],
  [
    'a sign-in by a form of another site',
    415,
    'request.media-unknown',
    () => signIn('email=a', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['broken JSON', 400, 'request.not-json', () => create('{')],
  ['an empty body', 400, 'request.not-json', () => create('')],
  ['a poisoned key', 400, 'request.not-json', () => create('{"__proto__":{"name":"x"}}')],
  ['XML', 415, 'request.media-unknown', () => create('<a/>', { 'content-type': 'application/xml' })],
  ['a body of the API that is too large', 413, 'request.too-large', () => create(large)],
  ['an unknown path of the devices', 404, 'request.not-found', () => ['/device/v1/nope']],
  ['a method that devices do not have', 404, 'request.not-found', () => ['/device/v1/up/hello', { method: 'PUT' }]],
  ['the address of MQTT without MQTT', 404, 'request.not-found', () => ['/mqtt']],
  ['an enrolment that is too large', 413, 'request.too-large', () => post('/device/v1/enrol', large)],
  ['an enrolment that is no JSON', 400, 'request.not-json', () => post('/device/v1/enrol', '{')],
  [
    'an enrolment in XML',
    415,
    'request.media-unknown',
    () => post('/device/v1/enrol', '<a/>', { 'content-type': 'application/xml' }),
  ],
  ['a message that is too large', 413, 'request.too-large', () => post('/device/v1/up/hello', large)],
]

function post(path: string, body: string | Buffer, headers: Record<string, string> = json): [string, Asked] {
  return [path, { method: 'POST', headers, body }]
}
function signIn(body: unknown, headers: Record<string, string> = json): [string, Asked] {
  return post('/api/auth/sign-in/email', typeof body === 'string' ? body : JSON.stringify(body), headers)
}
function create(body: string | Buffer, headers: Record<string, string> = json): [string, Asked] {
  return post(inOrganization('/rooms'), body, { ...headers, ...session, 'sec-fetch-site': 'same-origin' })
}

describe('through the front door', () => {
  it.each(asked)('%s is a problem, in both languages', async (_, status, code, how) => {
    const [path, more = {}] = how()
    const said: string[] = []
    for (const language of ['en', 'de']) {
      const answer = await over(path, { ...more, headers: { ...more.headers, 'accept-language': language } })
      expect([answer.status, answer.headers['content-type'], answer.text.slice(0, 300)]).toEqual([
        status,
        expect.stringMatching(/^application\/problem\+json/),
        expect.stringContaining(`"code":"${code}"`),
      ])
      const problem = JSON.parse(answer.text)
      expect(problem).toMatchObject({
        type: `urn:maestro:problem:${code}`,
        status,
        requestId: answer.headers['x-request-id'],
      })
      if (/errors/.test(problem.detail)) expect(problem.errors.length).toBeGreaterThan(0)
      said.push(problem.title, problem.detail)
    }
    expect(said.filter((sentence) => !sentence || /\{\w+\}/.test(sentence))).toEqual([])
    expect(said[0]).not.toBe(said[2])
    expect(said[1]).not.toBe(said[3])
  })

  it('a device enrols, and what it sends is passed on as it is', async () => {
    const device = await stageDevice(link.owner, api.database, organizationId)
    const answer = await over(...post('/device/v1/enrol', JSON.stringify(enrolmentOf(device))))
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      201,
      expect.objectContaining({ deviceId: device.deviceId }),
    ])
  })

  it('a device is told in the language that its people read', async () => {
    const headers = { ...json, 'accept-language': 'en;q=0.1,de;q=0.9' }
    const answer = await over('/device/v1/enrol', { method: 'POST', headers, body: '{}' })
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'request.invalid', title: 'Die Anfrage passt nicht' })
  })

  it('pages are the console’s, and a console that is away is a problem', async () => {
    expect((await over('/devices')).text).toContain('The console')
    console.close()
    console.closeAllConnections()
    const away = await over('/devices')
    expect([away.status, JSON.parse(away.text).code]).toEqual([503, 'request.unavailable'])
  })

  it('nothing of better-auth is open but the sign-in and the sign-out', async () => {
    expect(mounted.length).toBeGreaterThan(20)
    const others = mounted.filter(({ path }) => path !== '/sign-in/email' && path !== '/sign-out')
    const doors = others.flatMap(({ path, methods }) => methods.map((method) => ({ path, method })))
    for (const { path, method } of doors.filter((door) => door.method !== '*')) {
      const answer = await over(`/api/auth${path.replace(/:\w+/g, 'x')}`, {
        method,
        headers: { ...json, ...session },
        ...(method === 'GET' ? {} : { body: JSON.stringify({ name: 'By the back door' }) }),
      })
      expect([method, path, answer.status]).toEqual([method, path, 404])
      expect(JSON.parse(answer.text).code).toBe('request.not-found')
    }
    const { rows } = await api.owner.query(`SELECT count(*)::int AS n FROM auth."user" WHERE name = 'By the back door'`)
    expect(rows).toEqual([{ n: 0 }])
  })
})
