import pg from 'pg'
import type { Benchmark } from '../benchmarks/benchmark.js'
import {
  filtersAcross,
  filtersOfOrganization,
  followCursors,
  type List,
  listsOf,
  type Place,
  readFirstPages,
  sortsAcross,
  sortsOfOrganization,
} from '../benchmarks/device-lists.js'
import { type Figure, figure, quantile } from '../benchmarks/figure.js'
import { type SeededFleet, type SeededOrganization, seedFleet } from '../benchmarks/fleet-seed.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const sizes = [10_000, 100_000, 1_000_000]
/** A fleet this small shows that it works, not how fast. */
const tiny = 5_000
const roundsFor = (size: number) => (size < tiny ? 1 : 5)
const lastPage = 100
const p95Target = 50
const growthTarget = 1.5

/** What is measured in each round, with every answer's milliseconds. */
type Round = Readonly<Record<string, number[]>>
interface Candidate {
  readonly size: number
  readonly measure: () => Promise<Round>
  readonly close: () => void
}

async function somePlace(url: string, organizationId: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Place>(
    `SELECT s.parent_id AS region, s.id AS site, f.id AS floor, r.id AS room FROM rooms r
       JOIN locations f ON f.id = r.location_id JOIN locations s ON s.id = f.parent_id
      WHERE r.organization_id = $1 ORDER BY r.id LIMIT 1`,
    [organizationId],
  )
  await client.end()
  if (!rows[0]) throw new Error('The largest organization has no room.')
  return rows[0]
}

const path = ({ id }: SeededOrganization) => `/organizations/${id}/devices`
const reversed = (sorts: readonly string[]) => sorts.map((sort) => `-${sort}`)
/** Lists that are followed: one for each sorting, each with another filter that many devices pass. */
const followed = (lists: readonly List[]) =>
  ['&sort=name', 'state=online&sort=serial', '&sort=-lastSeen'].flatMap((start) =>
    lists.filter(({ query }) => query.startsWith(start)),
  )

function ofLargest(visitor: Visitor, largest: SeededOrganization, place: Place) {
  const filters = filtersOfOrganization(place)
  const first = listsOf(path(largest), filters, sortsOfOrganization)
  const last = listsOf(path(largest), filters, reversed(sortsOfOrganization))
  return async () => ({
    'first page': await readFirstPages(visitor, first),
    'last page by reversed sort': await readFirstPages(visitor, last),
    'following cursors': await followCursors(visitor, followed([...first, ...last]), lastPage),
  })
}

function closeAll(visitors: readonly Visitor[]): void {
  for (const visitor of visitors) visitor.close()
}

function ofEach(server: string, customers: readonly SeededOrganization[]) {
  const visitors = customers.map(({ tokens }) => new Visitor(server, tokens))
  const read = async () => {
    const times: number[] = []
    for (const [index, customer] of customers.entries()) {
      const lists = listsOf(
        path(customer),
        [['', 'state=online', 'model=gtm-5250', 'search=orion'][index % 4] ?? ''],
        [[...sortsOfOrganization, ...reversed(sortsOfOrganization)][index % 10] ?? 'name'],
      )
      const visitor = visitors[index]
      if (visitor) times.push(...(await readFirstPages(visitor, lists)))
    }
    return { 'first or last page, 200 organizations in turn': times }
  }
  return { read, close: () => closeAll(visitors) }
}

function ofPartner(visitor: Visitor, partner: SeededOrganization) {
  const devices = `/organizations/${partner.id}/customers/devices`
  const filters = filtersAcross.filter((_, index) => index % 2 === 0)
  const first = listsOf(devices, filters, sortsAcross)
  const last = listsOf(devices, filters, reversed(sortsAcross))
  return async () => ({
    'first page, partner over all': await readFirstPages(visitor, first),
    'last page by reversed sort, partner over all': await readFirstPages(visitor, last),
    'following cursors, partner over all': await followCursors(
      visitor,
      followed([...first, ...last]).slice(0, 1),
      lastPage,
    ),
  })
}

interface Seeded {
  readonly size: number
  readonly url: string
  readonly fleet: SeededFleet
}

async function seed(bench: Workbench, size: number, say: (sentence: string) => void): Promise<Seeded> {
  const url = await bench.createDatabase(`fleet_${size}`)
  return { size, url, fleet: await seedFleet(url, size, say) }
}

async function candidate(bench: Workbench, { size, url, fleet }: Seeded): Promise<Candidate> {
  const server = await bench.startServer(url, ['api'])
  const [largest] = fleet.customers
  if (!largest) throw new Error('There is no organization.')
  const visitors = [new Visitor(server, largest.tokens), new Visitor(server, fleet.partner.tokens)] as const
  const each = ofEach(server, fleet.customers)
  const parts = [
    ofLargest(visitors[0], largest, await somePlace(url, largest.id)),
    each.read,
    ofPartner(visitors[1], fleet.partner),
  ]
  return {
    size,
    measure: async () => Object.assign({}, ...(await inTurn(parts))) as Round,
    close: () => {
      each.close()
      closeAll(visitors)
    },
  }
}

async function inTurn(parts: readonly (() => Promise<Round>)[]): Promise<Round[]> {
  const answers: Round[] = []
  for (const part of parts) answers.push(await part())
  return answers
}

/** The 95th percentile of each round. */
const p95 = (rounds: readonly Round[], timesOf: (round: Round) => readonly number[]) =>
  rounds.map((round) => quantile(timesOf(round), 0.95))
const allPages = (round: Round) => Object.values(round).flat()
const kindsOf = ([first = {}]: readonly Round[]) => Object.keys(first)

function figuresOf(measured: ReadonlyMap<number, readonly Round[]>): Figure[] {
  const absolute = [...measured].flatMap(([size, rounds]) => {
    const kinds = kindsOf(rounds).map((kind): [string, number[]] => [kind, p95(rounds, (round) => round[kind] ?? [])])
    return [['all pages', p95(rounds, allPages)] as const, ...kinds].map(([what, values]) =>
      figure({
        metric: `p95 ${what}, ${size} devices`,
        unit: 'ms',
        values,
        target: p95Target,
        wanted: 'at most',
      }),
    )
  })
  const [smallest, largest] = endsOf(measured)
  if (!smallest || !largest) return absolute
  const limit = quantile(p95(smallest.rounds, allPages), 0.5)
  const metric = `p95 all pages, ${largest.size} against ${smallest.size} devices`
  const values = p95(largest.rounds, allPages)
  return [...absolute, figure({ metric, unit: 'ms', values, limit, target: growthTarget, wanted: 'at most' })]
}

/** The smallest and the largest fleet, where there are two. */
function endsOf(measured: ReadonlyMap<number, readonly Round[]>) {
  const bySize = [...measured].map(([size, rounds]) => ({ size, rounds })).sort((a, b) => a.size - b.size)
  return bySize.length > 1 ? [bySize[0], bySize.at(-1)] : []
}

/** What stands behind the growth of all pages: that of each kind. */
function sayGrowth(measured: ReadonlyMap<number, readonly Round[]>, say: (sentence: string) => void): void {
  const [smallest, largest] = endsOf(measured)
  if (!smallest || !largest) return
  const middle = (rounds: readonly Round[], kind: string) =>
    quantile(
      p95(rounds, (round) => round[kind] ?? []),
      0.5,
    )
  for (const kind of kindsOf(largest.rounds)) {
    const times = middle(largest.rounds, kind) / middle(smallest.rounds, kind)
    say(`${kind}: ${times.toFixed(2)} times as slow at ${largest.size} devices as at ${smallest.size}`)
  }
}

/** Every fleet in every round, so that whatever else the machine does meets them all. */
async function inRounds(candidates: readonly Candidate[], rounds: number, say: (sentence: string) => void) {
  const measured = new Map(candidates.map(({ size }): [number, Round[]] => [size, []]))
  for (const { measure } of candidates) await measure()
  for (let round = 1; round <= rounds; round++) {
    for (const { size, measure } of candidates) measured.get(size)?.push(await measure())
    say(`round ${round} of ${rounds}`)
  }
  return measured
}

export const benchmark: Benchmark = {
  about: 'pages of device lists through the API, in one organization and across a partner’s 200 customers',
  size: 'devices of the largest fleet, 100000; the smaller of 10000, 100000 and 1000000 are measured beside it',
  run: ({ size = 100_000, say }) =>
    onWorkbench('throwaway', async (bench) => {
      const wanted = [...new Set([...sizes.filter((smaller) => smaller < size), size])]
      const rounds = roundsFor(size)
      const seeded: Seeded[] = []
      for (const devices of wanted) seeded.push(await seed(bench, devices, say))
      const candidates: Candidate[] = []
      for (const one of seeded) candidates.push(await candidate(bench, one))
      say(`one request at a time; ${candidates.length} fleets in turn, ${rounds} rounds after one to warm up`)
      const measured = await inRounds(candidates, rounds, say)
      for (const { close } of candidates) close()
      sayGrowth(measured, say)
      return figuresOf(measured)
    }),
}
