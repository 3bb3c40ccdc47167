import { type Benchmark, roundsFor } from '../benchmarks/benchmark.js'
import { type Figure, figure } from '../benchmarks/figure.js'
import { bareInsertsPerSecond, signaturesPerSecond } from '../benchmarks/license-limits.js'
import { type LicensedFleet, seedLicensedFleet } from '../benchmarks/licensed-fleet.js'
import {
  type ActivatedFleet,
  licensableFeatures,
  openLicensedOrganizations,
} from '../benchmarks/licensed-organizations.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const racedFeature = 'dual-screen'
const doors = 3
const usualRounds = 5
const singlesAtMost = 500
/** Requests under way at one door, for each measurement of single activations. */
const underWay = [1, 8] as const

type Say = (sentence: string) => void

/** Sends one request for each device, so many at once through each door; answers how each ended and how long all took. */
async function oneByOne(
  visitors: readonly Visitor[],
  fleet: LicensedFleet,
  deviceIds: readonly string[],
  { feature = racedFeature, atOnce = 8 }: { feature?: string; atOnce?: number } = {},
) {
  const waiting = [...deviceIds]
  const outcomes: Record<string, number> = {}
  const work = async (visitor: Visitor) => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      const path = `${fleet.path}/devices/${id}/activations`
      const outcome = await visitor.send('POST', path, { featureKey: feature }).then(
        () => 'activated',
        (error: unknown) => /"code":"([^"]+)"/.exec(String(error))?.[1] ?? String(error),
      )
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
  }
  const startedAt = performance.now()
  await Promise.all(visitors.flatMap((visitor) => Array.from({ length: atOnce }, () => work(visitor))))
  return { outcomes, perSecond: (deviceIds.length / (performance.now() - startedAt)) * 1_000 }
}

/** Ordered in every organization at once, for all of its connected devices: until each is in a signed file, and confirmed. */
async function signed(workbench: Workbench, size: number, say: Say): Promise<Figure[]> {
  const fleet = await openLicensedOrganizations(workbench, size, say)
  try {
    const rounds: ActivatedFleet[] = []
    for (let turn = 0; turn < roundsFor(size, usualRounds); turn += 1) {
      const feature = licensableFeatures[turn % licensableFeatures.length] ?? racedFeature
      if (turn >= licensableFeatures.length) await fleet.releaseEverywhere(feature)
      const round = await fleet.activateEverywhere(feature)
      rounds.push(round)
      const { perSecond, confirmedPerSecond } = round
      say(
        `${size} of ${feature}: ${Math.round(perSecond)}/s in signed files, ${Math.round(confirmedPerSecond)}/s confirmed`,
      )
    }
    const values = rounds.map(({ perSecond }) => perSecond)
    const metric = `durable activations, audited, each in a signed licence file, of ${fleet.organizations} organizations with connected devices`
    const inserts = await bareInsertsPerSecond(fleet.url, Math.max(2, Math.ceil(size / 500)))
    const against = (limit: number, name: string, target: number) =>
      figure({ metric: `${metric}, against ${name}`, unit: '1/s', values, limit, target, wanted: 'at least' })
    return [
      figure({ metric, unit: '1/s', values, target: 500, wanted: 'at least' }),
      against(signaturesPerSecond(), 'Ed25519 signatures of one core', 0.01),
      against(inserts, 'bare inserts of such rows', 0.001),
      figure({
        metric: 'the same until the devices have confirmed the files, of which each applies its own within 20 ms',
        unit: '1/s',
        values: rounds.map(({ confirmedPerSecond }) => confirmedPerSecond),
        target: 250,
        wanted: 'at least',
      }),
    ]
  } finally {
    await fleet.close()
  }
}

function one(metric: string, unit: string, value: number, target: number, wanted: 'at least' | 'at most'): Figure {
  return figure({ metric, unit, values: [value], target, wanted })
}

async function race(workbench: Workbench, size: number, say: Say): Promise<Figure[]> {
  const url = await workbench.createDatabase('activate_race')
  const units = Math.min(100, Math.ceil(size / 10))
  const singles = Math.min(singlesAtMost, Math.ceil(size / 20))
  const fleet = await seedLicensedFleet(url, size + singles)
  const servers = [await workbench.startServer(url, ['link', 'worker', 'api'])]
  while (servers.length < doors) servers.push(await workbench.startServer(url, ['api']))
  const visitors = servers.map(
    (server, door) =>
      new Visitor(
        server,
        fleet.tokens.filter((_, index) => index % doors === door),
      ),
  )
  try {
    await fleet.addUnits(racedFeature, units)
    const { outcomes } = await oneByOne(visitors, fleet, fleet.deviceIds.slice(0, size))
    const { active, counted } = await fleet.inUse(racedFeature)
    const activated = outcomes['activated'] ?? 0
    say(
      `${size} tries through ${doors} processes on ${units} units: ${JSON.stringify(outcomes)}; ${active} rows, ${counted} counted`,
    )
    const wrong = size - activated - (outcomes['license.no-units-left'] ?? 0)
    const differing = Math.abs(activated - units) + Math.abs(active - units) + Math.abs(counted - units) + wrong
    await fleet.addUnits(racedFeature, singles)
    const rest = fleet.deviceIds.slice(size)
    const single = await oneByOne(visitors, fleet, rest)
    const atOneDoor: Figure[] = []
    for (const [index, atOnce] of underWay.entries()) {
      const feature = licensableFeatures[index + 1] ?? racedFeature
      await fleet.addUnits(feature, singles)
      const { perSecond } = await oneByOne(visitors.slice(0, 1), fleet, rest, { feature, atOnce })
      const metric = `activations of one device each over HTTP through one process, ${atOnce} under way`
      atOneDoor.push(one(metric, '1/s', perSecond, 10, 'at least'))
    }
    const what = `${size} racing tries on ${units} units through ${doors} processes`
    return [
      one(`activated of ${what}`, 'activations', activated, units, 'at least'),
      one(`answers, rows and counts that are not as they must be, of ${what}`, 'of them', differing, 0, 'at most'),
      one('activations of one device each over HTTP, 24 requests under way', '1/s', single.perSecond, 10, 'at least'),
      ...atOneDoor,
    ]
  } finally {
    for (const visitor of visitors) visitor.close()
    await fleet.close()
  }
}

export const benchmark: Benchmark = {
  about:
    'licences for all devices of several organizations, counted once each stands in a file that was signed in the transaction of its release; and more tries than there are units',
  size: 'devices, 10000; as many race for 100 units, or for a tenth of them',
  run: async ({ size = 10_000, say }) => [
    ...(await onWorkbench('durable', (workbench) => signed(workbench, size, say))),
    ...(await onWorkbench('durable', (workbench) => race(workbench, size, say))),
  ],
}
