import { type Benchmark, roundsFor } from '../benchmarks/benchmark.js'
import { followCursors, listsOf, readFirstPages } from '../benchmarks/device-lists.js'
import { type Figure, figure, quantile } from '../benchmarks/figure.js'
import { type CountedUnits, type LicensedPartner, seedPartnerLicenses } from '../benchmarks/partner-licenses.js'
import { onWorkbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const usualRounds = 5
const totalsInRound = 20
const lastPage = 20
const p95Target = 100
const sorts = ['name', 'purchased', 'assigned', 'free', 'expiring30', 'expiring90', 'over', 'dropped'].flatMap(
  (sort) => [sort, `-${sort}`],
)
/** Nothing, each kind of filter, both, and words that are frequent, rare or nowhere. */
const filters = ['', 'feature=api', 'search=werft', 'search=042', 'search=nowhere', 'feature=dual-screen&search=ver']
const followed = ['', 'feature=api']

type Totals = { readonly customers: number; readonly features: readonly CountedUnits[] }
type Page = { readonly items: readonly (CountedUnits & { id: string })[]; readonly nextCursor: string | null }

/** The numbers of a row alone, in their order. */
function numbersOf(row: CountedUnits): readonly number[] {
  return [
    row.purchased,
    row.assigned,
    row.confirmed,
    row.reserved,
    row.transferred,
    row.free,
    row.over,
    row.dropped,
    row.trial,
    row.expiring30,
    row.expiring60,
    row.expiring90,
  ]
}

function sumOf(rows: readonly CountedUnits[]): readonly number[] {
  return rows.map(numbersOf).reduce((sum, row) => sum.map((one, place) => one + (row[place] ?? 0)))
}

/** Every customer of the list, page after page. */
async function readAll(visitor: Visitor, path: string): Promise<Page['items']> {
  const items: Page['items'][number][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await visitor.get<Page>(`${path}?sort=-purchased&limit=50${from}`)
    items.push(...body.items)
    cursor = body.nextCursor
  }
  return items
}

/** What is shown quickly must be right: the totals, and the list added up, are what the rows say. */
async function requireRight(visitor: Visitor, partner: LicensedPartner): Promise<void> {
  const counted = await partner.recount()
  const { customers, features } = (await visitor.get<Totals>(`${partner.path}/position`)).body
  const listed = await readAll(visitor, partner.path)
  const known = new Set(listed.map(({ id }) => id)).size
  if (customers !== partner.customers || known !== customers || listed.length !== customers)
    throw new Error(`${customers} customers are counted and ${listed.length} listed, of ${partner.customers}.`)
  const told = (rows: readonly CountedUnits[]) => JSON.stringify(rows.map((row) => [row.featureKey, numbersOf(row)]))
  if (told(features) !== told(counted))
    throw new Error(`The totals are ${told(features)}; the rows say ${told(counted)}.`)
  const [sum, whole] = [JSON.stringify(sumOf(listed)), JSON.stringify(sumOf(counted))]
  if (sum !== whole) throw new Error(`The list adds up to ${sum}; the rows say ${whole}.`)
}

/** One round, with every answer's milliseconds. */
async function measure(visitor: Visitor, { path }: LicensedPartner): Promise<Readonly<Record<string, number[]>>> {
  const totals: number[] = []
  for (let n = 0; n < totalsInRound; n++) totals.push((await visitor.get(`${path}/position`)).milliseconds)
  return {
    'totals per feature': totals,
    'first page of the list, filtered and by each sorting': await readFirstPages(
      visitor,
      listsOf(path, filters, sorts),
    ),
    'following pages by each sorting': await followCursors(visitor, listsOf(path, followed, sorts), lastPage),
  }
}

export const benchmark: Benchmark = {
  about: 'how the licences of a partner’s 500 customers stand: totals, and the list of customers by each sorting',
  size: 'devices of all customers together, 100000',
  run: ({ size = 100_000, say }) =>
    onWorkbench('throwaway', async (bench) => {
      const url = await bench.createDatabase('licenses')
      const customers = Math.min(500, Math.max(60, Math.floor(size / 200)))
      const partner = await seedPartnerLicenses(url, size, customers)
      say(`${customers} customers with ${size} devices: written`)
      const visitor = new Visitor(await bench.startServer(url, ['api']), partner.tokens)
      try {
        await requireRight(visitor, partner)
        say('totals and list are what the pools and activations add up to')
        await measure(visitor, partner)
        const rounds: Readonly<Record<string, number[]>>[] = []
        while (rounds.length < roundsFor(size, usualRounds)) rounds.push(await measure(visitor, partner))
        const metrics = Object.keys(rounds[0] ?? {})
        return metrics.map((metric): Figure => {
          const values = rounds.map((round) => quantile(round[metric] ?? [], 0.95))
          const name = `p95 ${metric}, ${customers} customers with ${size} devices`
          return figure({ metric: name, unit: 'ms', values, target: p95Target, wanted: 'at most' })
        })
      } finally {
        visitor.close()
        await partner.close()
      }
    }),
}
