import { type OneOfEverything, oneOfEverything } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodies, everyRoute, type NamedRoute, pathOf, queries } from '../../../test/every-route.js'
import { type RunningApi, runApi } from '../../../test/running-api.js'
import type { Visitor } from '../../../test/visitor.js'

let api: RunningApi
let own: OneOfEverything
let owner: Visitor
beforeAll(async () => {
  api = await runApi()
  own = await oneOfEverything(api.owner)
  owner = await api.signedIn('owner', own.organizationId)
})
afterAll(() => api.close())

type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

/** The same body as often as it holds texts and names, each time with one of them spoilt. */
function spoilt(value: Json, bad: string): Json[] {
  if (typeof value === 'string') return [`${value}${bad}`]
  if (Array.isArray(value))
    return value.flatMap((member, at) => spoilt(member, bad).map((wrong) => value.with(at, wrong)))
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([name, member]) =>
    spoilt(member, bad).map((wrong) => ({ ...value, [name]: wrong })),
  )
  return [...inside, { ...value, [`x${bad}`]: 1 }]
}

const send = ({ shape, ...route }: NamedRoute, query = '', body?: unknown) =>
  owner.api(shape.method, pathOf({ shape, ...route }, own) + query, body, shape.ifMatch ? { 'if-match': '*' } : {})
const said = ({ status, body }: { status: number; body: { code?: string; errors?: { message: string }[] } }) => [
  status,
  body.code,
  /NUL/.test(body.errors?.[0]?.message ?? ''),
]
const refused = [400, 'request.invalid', true]

describe('a text that cannot be kept', () => {
  const withBody = everyRoute.filter(({ shape }) => shape.body)
  it('is tried on every route that takes a body', () => {
    expect(withBody.filter(({ name }) => !bodies[name]).map(({ name }) => name)).toEqual([])
  })

  it.each(withBody)('is refused with its place in the body of $name', async (route) => {
    const right = JSON.parse(JSON.stringify(bodies[route.name]?.(own))) as Json
    for (const body of [...spoilt(right, '\0'), ...spoilt(right, '\ud800')])
      expect([JSON.stringify(body), ...said(await send(route, '', body))]).toEqual([JSON.stringify(body), ...refused])
  })

  it.each(everyRoute.filter(({ shape }) => shape.query))('is refused in every parameter of $name', async (route) => {
    const given = queries[route.name]?.(own)
    for (const name of Object.keys(route.shape.query?.shape ?? {}))
      expect([name, ...said(await send(route, `${given ? `${given}&` : '?'}${name}=a%00`))]).toEqual([name, ...refused])
  })

  it('is nowhere to be found in a path', async () => {
    const answer = await owner.get(`/organizations/${own.organizationId}/configuration/settings/ui.theme%00`)
    expect(answer.status).toBe(404)
  })

  it('is named where it stands, in the language of the caller', async () => {
    const path = `/organizations/${own.organizationId}/profiles`
    const body = { name: 'A', values: { 'time.ntp.servers[1]': '\ud800', 'network.dns.domain': 'a\0b' } }
    const { body: answer } = await owner.post(path, body, { 'accept-language': 'de' })
    const message = 'Enthält ein NUL-Zeichen oder ein halbes Zeichen, das sich nicht speichern lässt. Entfernen Sie es.'
    expect(answer.errors).toEqual([
      { path: 'values.time.ntp.servers[1]', message },
      { path: 'values.network.dns.domain', message },
    ])
  })

  it('does not get past the sign-in either', async () => {
    for (const email of ['a\0@example.org', 'a\ud800@example.org']) {
      const answer = await api.visitor.call('POST', '/api/auth/sign-in/email', { email, password: 'p\0'.repeat(8) })
      expect([answer.status >= 400, answer.status < 500]).toEqual([true, true])
    }
  })

  it('in a forged cursor is a cursor that does not fit', async () => {
    const path = `/organizations/${own.organizationId}/rooms?limit=1`
    await owner.post(`/organizations/${own.organizationId}/rooms`, { name: 'Another' })
    const { body } = await owner.get(path)
    const [text, signature] = body.nextCursor.split('.')
    const [, id, list] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify(['a\0', id, list])).toString('base64url')
    for (const cursor of [forged, `${forged}.${signature}`])
      expect((await owner.get(`${path}&cursor=${cursor}`)).body.code).toBe('request.cursor-invalid')
  })
})
