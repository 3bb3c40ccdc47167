import { setTimeout as sleep } from 'node:timers/promises'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { type Figure, figure } from '../benchmarks/figure.js'
import { bareInsertsPerSecond, signaturesPerSecond } from '../benchmarks/license-limits.js'
import { type LicensedFleet, seedLicensedFleet } from '../benchmarks/licensed-fleet.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

/** One for each round: a device has each of them once. */
const features = ['dual-screen', 'hdmi-inputs', 'api'] as const
const racedFeature = 'dual-screen'
const doors = 3
const atOnce = 8
const pollMs = 20
const patienceMs = 240_000
const singlesAtMost = 500

type Say = (sentence: string) => void
type Batch = { id: string; state: string; previewHash: string; results: Record<string, number> }

/** Activations a second of one previewed order for all devices, from its start until the last is kept. */
async function activateAll(admin: Visitor, fleet: LicensedFleet, feature: string): Promise<number> {
  const batches = `${fleet.path}/license-activations`
  await fleet.addUnits(feature, fleet.deviceIds.length)
  const wish = { featureKey: feature, scope: { everyone: true } }
  const { id, previewHash } = (await admin.send<Batch>('POST', `${batches}/preview`, wish)).body
  const startedAt = performance.now()
  let { body } = await admin.send<Batch>('POST', batches, { batchId: id, previewHash })
  while (body.state !== 'finished') {
    if (performance.now() - startedAt > patienceMs)
      throw new Error(`The activations did not end: ${JSON.stringify(body)}`)
    await sleep(pollMs)
    body = (await admin.get<Batch>(`${batches}/${id}`)).body
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const { active, counted } = await fleet.inUse(feature)
  if (active !== fleet.deviceIds.length || counted !== active)
    throw new Error(`${active} devices are active and ${counted} units in use, of ${fleet.deviceIds.length}.`)
  return fleet.deviceIds.length / seconds
}

/** Sends one request for each device, eight at once through each door; answers how each ended and how long all took. */
async function oneByOne(visitors: readonly Visitor[], fleet: LicensedFleet, deviceIds: readonly string[]) {
  const waiting = [...deviceIds]
  const outcomes: Record<string, number> = {}
  const work = async (visitor: Visitor) => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      const path = `${fleet.path}/devices/${id}/activations`
      const outcome = await visitor.send('POST', path, { featureKey: racedFeature }).then(
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

async function bulk(workbench: Workbench, size: number, say: Say): Promise<Figure[]> {
  const url = await workbench.createDatabase('activate_many')
  const fleet = await seedLicensedFleet(url, size)
  const server = await workbench.startServer(url, ['link', 'worker', 'api'])
  const admin = new Visitor(server, fleet.tokens)
  try {
    const values: number[] = []
    for (const feature of features) {
      values.push(await activateAll(admin, fleet, feature))
      say(`${size} activations of ${feature} ordered at once: ${Math.round(values.at(-1) ?? 0)}/s`)
    }
    const inserts = await bareInsertsPerSecond(url, Math.max(2, Math.ceil(size / 500)))
    const metric =
      'activations ordered for many devices, 500 in a transaction: kept, audited and planned for their devices'
    const against = (limit: number, name: string, target: number) =>
      figure({ metric: `${metric}, against ${name}`, unit: '1/s', values, limit, target, wanted: 'at least' })
    return [
      figure({ metric, unit: '1/s', values, target: 500, wanted: 'at least' }),
      against(signaturesPerSecond(), 'Ed25519 signatures of one core', 0.01),
      against(inserts, 'bare inserts of such rows', 0.001),
    ]
  } finally {
    admin.close()
    await fleet.close()
  }
}

async function race(workbench: Workbench, size: number, say: Say): Promise<Figure[]> {
  const url = await workbench.createDatabase('activate_race')
  const units = Math.min(100, Math.ceil(size / 10))
  const singles = Math.min(singlesAtMost, size)
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
    const single = await oneByOne(visitors, fleet, fleet.deviceIds.slice(size))
    const one = (metric: string, unit: string, value: number, target: number, wanted: 'at least' | 'at most') =>
      figure({ metric, unit, values: [value], target, wanted })
    const what = `${size} racing tries on ${units} units through ${doors} processes`
    return [
      one(`activated of ${what}`, 'activations', activated, units, 'at least'),
      one(`answers, rows and counts that are not as they must be, of ${what}`, 'of them', differing, 0, 'at most'),
      one('activations of one device each over HTTP, 24 requests under way', '1/s', single.perSecond, 10, 'at least'),
    ]
  } finally {
    for (const visitor of visitors) visitor.close()
    await fleet.close()
  }
}

export const benchmark: Benchmark = {
  about: 'a feature activated on many devices at once, and more tries than there are units',
  size: 'devices, 10000; as many race for 100 units, or for a tenth of them',
  run: async ({ size = 10_000, say }) => [
    ...(await onWorkbench('durable', (workbench) => bulk(workbench, size, say))),
    ...(await onWorkbench('durable', (workbench) => race(workbench, size, say))),
  ],
}
