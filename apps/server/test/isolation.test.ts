import { databaseRoles } from '@maestro/database'
import { buildGrant, buildMembership, freshDatabase, type OneOfEverything, oneOfEverything } from '@maestro/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodies, everyRoute, type NamedRoute, pathOf, queries, references, statedReasons } from './every-route.js'
import { type Person, type RunningApi, runApi } from './running-api.js'
import { digestOf, faultsInWalls, tenantTables } from './tenancy.js'
import type { Answer, Visitor } from './visitor.js'

let api: RunningApi
let foreign: OneOfEverything
/** What `foreign` has, before anybody does anything. */
let untouched: Record<string, string>
let owner: Visitor
let auditor: Visitor

beforeAll(async () => {
  api = await runApi()
  foreign = await oneOfEverything(api.owner)
  untouched = await digestOf(api.owner, foreign.organizationId)
  const [ownerPerson, auditorPerson]: Person[] = [await api.person(), await api.person()]
  if (!ownerPerson || !auditorPerson) throw new Error('Nobody is there.')
  owner = await api.visitor.signIn(ownerPerson)
  auditor = await api.visitor.signIn(auditorPerson)
  await api.fastify.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => api.close())

/** An organization of our own for each route that changes something, so that what one does is not in the way of the next. */
async function ownOrganization(): Promise<OneOfEverything> {
  const own = await oneOfEverything(api.owner)
  const { organizationId } = own
  await buildMembership(api.owner, { organizationId, personId: owner.personId, role: 'owner' })
  await buildMembership(api.owner, { organizationId, personId: auditor.personId, role: 'auditor' })
  return own
}

async function knock(route: NamedRoute, who: Visitor, ids: OneOfEverything): Promise<Pick<Answer, 'status' | 'body'>> {
  const path = pathOf(route, ids) + (queries[route.name]?.(ids) ?? '')
  if (route.shape.media === 'text/event-stream') return openStream(path, who)
  const headers: Record<string, string> = route.shape.ifMatch ? { 'if-match': '*' } : {}
  return who.api(route.shape.method, path, bodies[route.name]?.(ids), headers)
}

async function openStream(path: string, who: Visitor): Promise<Pick<Answer, 'status' | 'body'>> {
  const address = api.fastify.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const leaving = new AbortController()
  const { credentials: headers } = who
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers, signal: leaving.signal })
  leaving.abort()
  return { status: answer.status, body: {} }
}

const ofOrganizations = everyRoute.filter(({ parameters }) => parameters.includes('organizationId'))
const withThings = ofOrganizations.flatMap((route) =>
  route.parameters
    .filter((parameter) => !['organizationId', 'featureKey', 'key'].includes(parameter))
    .map((parameter) => ({ ...route, parameter })),
)

/** What somebody without a place in the other organization gets to see of it by this route; nothing, if all is well. */
async function leaksOf(route: NamedRoute, own: OneOfEverything, other: OneOfEverything): Promise<string[]> {
  const leaks: string[] = []
  const elsewhere = await knock(route, owner, other)
  if (elsewhere.status !== 404) leaks.push(`${route.name} answers ${elsewhere.status} for another organization`)
  for (const { parameter } of withThings.filter(({ name }) => name === route.name)) {
    const ids = { ...own, [parameter]: other[parameter as keyof OneOfEverything] }
    const { status } = await knock(route, owner, ids)
    if (status !== 404) leaks.push(`${route.name} answers ${status} for another organization's ${parameter}`)
  }
  return leaks
}

describe('the walls in the database', () => {
  it('stand around every table, for every role that a process logs in as', async () => {
    expect(await faultsInWalls(api.owner)).toEqual([])
  })

  it.each([
    ['DROP POLICY own_organization ON rooms', ['rooms has no restrictive policy for the processes']],
    ['ALTER TABLE devices DISABLE ROW LEVEL SECURITY', ['devices has no row-level security']],
    ['ALTER TABLE grants NO FORCE ROW LEVEL SECURITY', ['grants does not force row-level security on its owner']],
    ['ALTER TABLE rooms OWNER TO maestro_app', ['rooms belongs to a role that processes log in as']],
    ['CREATE VIEW everything AS SELECT * FROM devices', ["everything is a view that sees with its owner's eyes"]],
    [
      'CREATE TABLE forgotten (id uuid)',
      [
        'forgotten has no row-level security',
        'forgotten does not force row-level security on its owner',
        'forgotten does not say to which organization a row belongs',
        'forgotten has no restrictive policy for the processes',
        'forgotten has no restrictive policy for the view across customers',
      ],
    ],
  ])('would be found with a hole in them: %s', async (hole, faults) => {
    const scratch = await freshDatabase()
    const db = scratch.connect()
    try {
      await db.query(hole)
      expect(await faultsInWalls(db)).toEqual(faults)
    } finally {
      await db.end()
      await scratch.drop()
    }
  })

  it('have exactly these doors', async () => {
    const { rows } = await api.owner.query(
      `SELECT p.proname AS name FROM pg_proc p WHERE p.pronamespace = 'system'::regnamespace AND p.prosecdef
          AND p.prorettype <> 'trigger'::regtype AND EXISTS (SELECT FROM unnest($1::text[]) AS role
            WHERE has_function_privilege(role, p.oid, 'EXECUTE')) ORDER BY 1`,
      [[...databaseRoles]],
    )
    expect(rows.map((row) => row.name)).toEqual(doors)
  })
})

const doors = [
  'access_of',
  'add_license_signing_key',
  'answered_targets',
  'count_guess',
  'current_license_signing_key',
  'customers_of',
  'devices_setting',
  'due_deployments',
  'due_license_pools',
  'due_license_work',
  'due_targets',
  'extend_given_pools',
  'find_api_token',
  'find_claim_code',
  'find_license_key',
  'find_person',
  'forget_old_idempotency_keys',
  'license_key_card',
  'license_signing_keys',
  'lock_given_pools',
  'mark_connected_devices_unknown',
  'move_license_units',
  'organization_card',
  'organization_of_device',
  'organizations_of',
  'redeem_license_key',
  'requested_license_files',
  'search_devices',
  'search_devices_across',
  'silent_devices',
  'take_back_license_units',
  'unconfirmed_license_files',
  'unjudged_reports',
  'wait_for_guess',
  'wanting_trials',
]

describe.each(['maestro_app', 'maestro_link'] as const)('the rows that %s sees', (role) => {
  let own: OneOfEverything
  let client: pg.Client

  beforeAll(async () => {
    own = await oneOfEverything(api.owner)
    client = await api.connectAs(role)
  })

  const enter = (organizationId: string) =>
    client.query(`SELECT set_config('app.organization_id', $1, false)`, [organizationId])
  const may = async (table: string, what: string): Promise<boolean> =>
    (await client.query(`SELECT has_any_column_privilege($1, $2) AS may`, [table, what])).rows[0].may

  it('are those of its organization, in every table', async () => {
    await enter(own.organizationId)
    for (const { name, column } of await tenantTables(api.owner)) {
      if (!(await may(name, 'SELECT'))) continue
      const { rows } = await client.query(
        `SELECT count(*) FILTER (WHERE ${column} = $1)::int AS own, count(*) FILTER (WHERE ${column} <> $1)::int AS foreign FROM ${name}`,
        [own.organizationId],
      )
      expect({ name, hasOwn: rows[0].own > 0, foreign: rows[0].foreign }).toEqual({ name, hasOwn: true, foreign: 0 })
    }
  })

  it('are none outside of all organizations', async () => {
    await enter('')
    for (const { name } of await tenantTables(api.owner)) {
      if (!(await may(name, 'SELECT'))) continue
      const { rows } = await client.query(`SELECT count(*)::int AS n FROM ${name}`)
      expect({ name, n: rows[0].n }).toEqual({ name, n: 0 })
    }
  })

  it('cannot be handed to another organization, nor taken from one', async () => {
    await enter(own.organizationId)
    for (const { name, column } of await tenantTables(api.owner)) {
      const given = client.query(`UPDATE ${name} SET ${column} = $1 WHERE ${column} = $2`, [
        foreign.organizationId,
        own.organizationId,
      ])
      await expect(given, name).rejects.toThrow(/row-level security|permission denied/)
      const taken = await client
        .query(`DELETE FROM ${name} WHERE ${column} = $1`, [foreign.organizationId])
        .catch((error: Error) => error.message)
      expect({
        name,
        taken: typeof taken === 'string' ? /permission denied/.test(taken) : taken.rowCount === 0,
      }).toEqual({
        name,
        taken: true,
      })
    }
    expect(await digestOf(api.owner, foreign.organizationId)).toEqual(untouched)
  })
})

describe('the view across customers', () => {
  it('shows a partner the customers with a live grant, reads only, and ends with the grant', async () => {
    const [partner, customer] = [await oneOfEverything(api.owner), await oneOfEverything(api.owner)]
    const grantId = await buildGrant(api.owner, {
      organizationId: customer.organizationId,
      partnerId: partner.organizationId,
    })
    const client = await api.connectAs('maestro_across')
    await client.query(`SELECT set_config('app.organization_id', $1, false)`, [partner.organizationId])
    const seen = async () => (await client.query('SELECT DISTINCT organization_id AS id FROM devices')).rows
    expect(await seen()).toEqual([{ id: customer.organizationId }])
    await expect(client.query(`UPDATE devices SET name = 'X'`)).rejects.toThrow(/permission denied/)
    await api.owner.query('UPDATE grants SET ended_at = now() WHERE id = $1', [grantId])
    expect(await seen()).toEqual([])
  })
})

describe('every route', () => {
  it('is in the contract, and every route of the contract is answered', () => {
    const written = everyRoute.map(({ shape }) => `${shape.method} /api/v1${shape.path.replace(/\{(\w+)\}/g, ':$1')}`)
    expect(registeredRoutes(api).sort()).toEqual(written.sort())
  })

  describe('for those who may not', () => {
    let own: OneOfEverything
    const owned = async () => {
      const { audit_entries: _refusals, ...rest } = await digestOf(api.owner, own.organizationId)
      return rest
    }
    let before: Record<string, string>
    beforeAll(async () => {
      own = await ownOrganization()
      before = await owned()
    })

    it.each(everyRoute.filter(({ shape }) => shape.access !== 'public'))(
      '$name is closed to strangers',
      async (route) => {
        expect((await knock(route, api.visitor, own)).status).toBe(401)
        expect((await knock(route, api.visitor.withToken('mst_guess'), own)).status).toBe(401)
      },
    )

    it.each(ofOrganizations.filter(({ shape }) => shape.method !== 'GET' && !shape.access.endsWith('.view')))(
      '$name is nothing for an auditor',
      async (route) => {
        const { status, body } = await knock(route, auditor, own)
        expect([status, body.code]).toEqual([403, 'access.right-missing'])
      },
    )

    it('nothing has changed by any of that', async () => {
      expect(await owned()).toEqual(before)
    })
  })

  it.each(ofOrganizations)('$name works on what is our own, and finds nothing of anybody else', async (route) => {
    const own = await ownOrganization()
    expect(await leaksOf(route, own, foreign)).toEqual([])
    const { status, body } = await knock(route, owner, own)
    const reason = statedReasons[route.name]
    if (reason) expect(body.code).toBe(reason)
    else
      expect({ status, code: body?.code }).toEqual({
        status: route.shape.status ?? (route.shape.response || route.shape.media ? 200 : 204),
        code: undefined,
      })
    expect(await digestOf(api.owner, foreign.organizationId)).toEqual(untouched)
  })

  it.each(ofOrganizations)('$name would be found with a hole in it', async (route) => {
    const [own, other] = [await ownOrganization(), await ownOrganization()]
    expect(await leaksOf(route, own, other)).toContainEqual(expect.stringMatching(/for another organization$/))
    if (withThings.some(({ name }) => name === route.name))
      expect(await leaksOf(route, own, { ...own, organizationId: foreign.organizationId })).not.toEqual([])
  })

  it.each(references)('%s follows no reference to what is not our own', async (name, body, code) => {
    const route = everyRoute.find((each) => each.name === name)
    if (!route) throw new Error(`There is no route ${name}.`)
    const own = await ownOrganization()
    const headers = route.shape.ifMatch ? { 'if-match': '*' } : {}
    const answer = await owner.api(
      route.shape.method,
      pathOf(route, own),
      body(own, foreign),
      headers as Record<string, string>,
    )
    expect([answer.status === 404 || answer.status === 422, answer.body.code]).toEqual([true, code])
    expect(await digestOf(api.owner, foreign.organizationId)).toEqual(untouched)
  })
})

function registeredRoutes({ routes }: RunningApi): string[] {
  return routes.filter((route) => route.includes(' /api/v1/') && !/^(HEAD|OPTIONS) /.test(route))
}
