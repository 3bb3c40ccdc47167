import { buildDevice, buildPool, randomFrom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Visitor } from '../visitor.js'
import { type Office, openOfficeAlone } from './office.js'

const SEED = 20261201
const TRIES = 600
const UNITS = 100
/** Of each process: as many as wait for a unit at the same moment. */
const AT_ONCE = 20
/** Requests are counted by person. */
const PEOPLE_A_PROCESS = 2
const random = randomFrom(SEED)

let office: Office
let poolId: string
/** In each process, whoever asks there. */
let desks: readonly (readonly Visitor[])[]
let devices: string[]

beforeAll(async () => {
  office = await openOfficeAlone()
  const { organizationId, owner, processes } = office
  const origins = [processes.api, await processes.another('api'), await processes.another('api')]
  desks = await Promise.all(origins.map(({ origin }) => signedIn(origin)))
  poolId = await buildPool(owner, { organizationId, feature: 'api', units: UNITS })
  devices = []
  const device = () => buildDevice(owner, { organizationId, model: 'gtm-5250', connection: 'offline' })
  while (devices.length < TRIES) devices.push(...(await Promise.all(Array.from({ length: 100 }, device))))
})
afterAll(() => office?.close())

/** Signed in at the front door, and asking at the one of a process; a browser always says where it came from. */
async function signedIn(origin: string): Promise<Visitor[]> {
  const enter = async () => {
    const { credentials } = await office.signedIn('admin', office.organizationId)
    return new Visitor(origin, { ...credentials, origin: office.processes.origin })
  }
  return Promise.all(Array.from({ length: PEOPLE_A_PROCESS }, enter))
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

/** Everybody draws the next device from one heap, so that the processes go at the same pool all the time. */
async function race(): Promise<string[]> {
  const heap = shuffled(devices)
  const outcomes: string[] = []
  const ask = async (by: Visitor) => {
    for (let id = heap.pop(); id !== undefined; id = heap.pop()) {
      const { status, body } = await by.post(`${office.path}/devices/${id}/activations`, { featureKey: 'api' })
      // Who hears that too much is going on asks again, as he is told to.
      if (body.code === 'request.busy') heap.push(id)
      else outcomes.push(status === 200 ? 'activated' : `${status} ${body.code}`)
    }
  }
  const asking = desks.flatMap((people) =>
    Array.from({ length: AT_ONCE }, (_, place) => people[place % people.length]).flatMap((by) => by ?? []),
  )
  await Promise.all(asking.map(ask))
  return outcomes
}

it(`three processes give out ${UNITS} units of one pool to ${UNITS} of ${TRIES} devices, and refuse each other for one reason`, async () => {
  const outcomes = await race()
  const counted = new Map([...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]))
  expect(counted).toEqual(
    new Map([
      ['activated', UNITS],
      ['409 license.no-units-left', TRIES - UNITS],
    ]),
  )
  const { rows } = await office.owner.query(
    `SELECT p.active, p.units, (SELECT count(*)::int FROM activations WHERE pool_id = p.id) AS activations,
        (SELECT count(DISTINCT device_id)::int FROM activations WHERE pool_id = p.id) AS devices,
        (SELECT count(*)::int FROM audit_entries WHERE organization_id = p.organization_id AND action = 'license.activated') AS audited
       FROM license_pools p WHERE p.id = $1`,
    [poolId],
  )
  expect(rows).toEqual([{ active: UNITS, units: UNITS, activations: UNITS, devices: UNITS, audited: UNITS }])
})
