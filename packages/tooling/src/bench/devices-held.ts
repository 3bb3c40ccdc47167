import pg from 'pg'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { type EnrolledDevice, seedEnrolledDevices } from '../benchmarks/enrolled-devices.js'
import { type Figure, figure } from '../benchmarks/figure.js'
import { type Bench, type HeldMeasured, holdFleet } from '../benchmarks/held-fleet.js'
import { startRedis } from '../benchmarks/redis.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'

/** More than this many are held by two link processes. */
const onOneLink = 15_000
const organizations = 20
const kilobyte = 1000

function figuresOf(devices: string, memoryTarget: number, { bytes, handling }: HeldMeasured): Figure[] {
  return [
    figure({
      metric: `memory of the link for each of ${devices}`,
      unit: 'kB',
      values: bytes.map((value) => value / kilobyte),
      target: memoryTarget,
      wanted: 'at most',
    }),
    figure({
      metric: `p95 of handling a report of ${devices}`,
      unit: 'ms',
      values: handling,
      target: 100,
      wanted: 'at most',
    }),
  ]
}

/** TCP, then a third as many by WebSocket on a link that has just started. */
async function onOne(bench: Bench, workbench: Workbench, url: string, devices: readonly EnrolledDevice[]) {
  const server = await workbench.startProcesses(url, ['link', 'worker', 'api'])
  const tcp = await holdFleet(bench, [{ server, devices }], 'tcp')
  await server.restart('link')
  const some = devices.slice(0, Math.ceil(devices.length / 3))
  const ws = await holdFleet(bench, [{ server, devices: some }], 'ws')
  return [
    ...figuresOf(`${devices.length} devices`, 25, tcp),
    ...figuresOf(`${some.length} devices over WebSocket`, 40, ws),
  ]
}

async function onTwo(bench: Bench, workbench: Workbench, url: string, devices: readonly EnrolledDevice[]) {
  const redis = await startRedis(bench.folder)
  try {
    const more = { REDIS_URL: redis.url }
    const first = await workbench.startProcesses(url, ['link', 'worker', 'api'], more)
    const second = await workbench.startProcesses(url, ['link'], { ...more, MAESTRO_URL: first.url })
    const half = Math.ceil(devices.length / 2)
    const links = [
      { server: first, devices: devices.slice(0, half) },
      { server: second, devices: devices.slice(half) },
    ]
    return figuresOf(`${devices.length} devices on two links`, 25, await holdFleet(bench, links, 'tcp'))
  } finally {
    await redis.stop()
  }
}

export const benchmark: Benchmark = {
  about:
    'devices that stay connected and report every minute: memory of the link for each, and time to handle a report',
  size: `devices, ${onOneLink}; more are held by two link processes, which needs redis-server`,
  run: ({ size = onOneLink, say }) =>
    onWorkbench('durable', async (workbench) => {
      const url = await workbench.createDatabase('maestro_bench')
      const devices = await seedEnrolledDevices(url, Math.max(size, 2 * 21), organizations)
      say(`${devices.length} devices written`)
      const owner = new pg.Client({ connectionString: url })
      await owner.connect()
      try {
        const bench = { owner, folder: workbench.folder, say }
        const run = devices.length > onOneLink ? onTwo : onOne
        return await run(bench, workbench, url, devices)
      } finally {
        await owner.end()
      }
    }),
}
