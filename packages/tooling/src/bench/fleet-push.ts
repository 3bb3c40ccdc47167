import { bareRate } from '../benchmarks/bare-transport.js'
import { type Benchmark, roundsFor } from '../benchmarks/benchmark.js'
import { figure, median } from '../benchmarks/figure.js'
import { openPushedFleet, type PushedFleet, prepare, start, untilDeployment, wish } from '../benchmarks/pushed-fleet.js'
import { onWorkbench } from '../benchmarks/server-under-test.js'

const usualRounds = 5
const patience = 300

interface Pushed {
  /** Seconds until the preview of everybody was there. */
  readonly prepared: number
  /** Seconds from the start to the last device's confirmation. */
  readonly confirmed: number
}

async function pushOnce(fleet: PushedFleet, round: number): Promise<Pushed> {
  await wish(fleet, { 'audio.defaultVolume': 10 + round })
  const askedAt = performance.now()
  const draft = await prepare(fleet)
  const prepared = (performance.now() - askedAt) / 1000
  if (draft.total !== fleet.devices.length) throw new Error(`The preview has ${draft.total} devices.`)
  const startedAt = performance.now()
  await start(fleet, draft)
  const ended = await untilDeployment(fleet, draft.id, ['finished', 'stopped', 'cancelled'], patience)
  const confirmed = (performance.now() - startedAt) / 1000
  if (ended.counts['confirmed'] !== fleet.devices.length)
    throw new Error(`Not all devices confirmed: ${JSON.stringify(ended)}`)
  return { prepared, confirmed }
}

function figuresOf(devices: number, pushed: readonly Pushed[], bare: readonly number[]) {
  const limit = median(bare)
  return [
    figure({
      metric: `one deployment to ${devices} connected devices, until all have confirmed`,
      unit: 's',
      values: pushed.map(({ confirmed }) => confirmed),
      target: 30,
      wanted: 'at most',
    }),
    figure({
      metric: 'devices a second, against the bare transport',
      unit: '1/s',
      values: pushed.map(({ confirmed }) => devices / confirmed),
      limit,
      target: 0.1,
      wanted: 'at least',
    }),
    figure({
      metric: `the preview of ${devices} devices before it`,
      unit: 's',
      values: pushed.map(({ prepared }) => prepared),
      target: 30,
      wanted: 'at most',
    }),
  ]
}

export const benchmark: Benchmark = {
  about: 'one deployment to a whole connected fleet, until every device has confirmed it',
  size: 'devices, 10000',
  run: ({ size = 10_000, say }) =>
    onWorkbench('durable', async (workbench) => {
      const fleet = await openPushedFleet(workbench, size, say)
      try {
        const pushed: Pushed[] = []
        const bare: number[] = []
        const rounds = roundsFor(size, usualRounds)
        for (let round = 1; round <= rounds; round++) {
          bare.push(await bareRate(fleet.server, workbench.keys, fleet.devices))
          pushed.push(await pushOnce(fleet, round))
          const last = pushed.at(-1)
          say(
            `round ${round} of ${rounds}: ${last?.prepared.toFixed(1)} s for the preview, ${last?.confirmed.toFixed(1)} s until all confirmed, bare ${Math.round(bare.at(-1) ?? 0)}/s`,
          )
        }
        return figuresOf(fleet.devices.length, pushed, bare)
      } finally {
        await fleet.close()
      }
    }),
}
