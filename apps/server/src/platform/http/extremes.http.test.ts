import { type OneOfEverything, oneOfEverything } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

const send = (route: NamedRoute, query = '', body?: unknown) =>
  owner.api(route.shape.method, pathOf(route, own) + query, body, route.shape.ifMatch ? { 'if-match': '*' } : {})

const extremes = [
  '99999999999',
  '-99999999999',
  '1e308',
  '0',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '9999-12-31',
  '%F0',
]
const withQuery = everyRoute.filter(({ shape }) => shape.query)

it.each(withQuery)('no parameter of $name is too much for the server', async (route) => {
  const given = queries[route.name]?.(own)
  for (const name of Object.keys(route.shape.query?.shape ?? {}))
    for (const extreme of extremes) {
      const { status } = await send(route, `${given ? `${given}&` : '?'}${name}=${extreme}`)
      expect({ name, extreme, fails: status >= 500 }).toEqual({ name, extreme, fails: false })
    }
})

type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

/** The same body with each of its numbers and times, one after the other, as extreme as can be written. */
function stretched(value: Json): Json[] {
  if (typeof value === 'number') return [99_999_999_999, -99_999_999_999, 1e308]
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\d/.test(value) ? ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'] : []
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value))
    return value.flatMap((member, at) => stretched(member).map((wrong) => value.with(at, wrong)))
  return Object.entries(value).flatMap(([name, member]) =>
    stretched(member).map((wrong) => ({ ...value, [name]: wrong })),
  )
}

const when = '2027-03-01T00:00:00Z'
/** Numbers and times that a body can have and does not need. */
const more: Readonly<Record<string, { [key: string]: Json }>> = {
  'profiles.create': { values: { 'network.mtu': 1400 } },
  'configuration.change': { values: { 'network.mtu': 1400 } },
  'deployments.create': { startsAt: when },
  'licenses.createPool': { validFrom: when, validUntil: when, graceDays: 1 },
  'licensePools.change': { validFrom: when, validUntil: when, graceDays: 1 },
  'tokens.create': { expiresAt: when },
  'devices.update': { factsAt: when },
  'devices.recordRegistration': { recordedAt: when },
  'freezePeriods.change': { from: when, to: when },
  'groups.create': { priority: 1 },
  'rooms.create': { seats: 1 },
}

it.each(everyRoute.filter(({ shape }) => shape.body))('no number or time in the body of $name is', async (route) => {
  const right = { ...JSON.parse(JSON.stringify(bodies[route.name]?.(own))), ...more[route.name] }
  for (const body of stretched(right)) {
    const { status } = await send(route, '', body)
    expect({ body, fails: status >= 500 }).toEqual({ body, fails: false })
  }
})
