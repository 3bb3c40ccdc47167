import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Benchmark, roundsFor } from '../benchmarks/benchmark.js'
import { issueApiTokens } from '../benchmarks/enrolled-devices.js'
import { type Figure, figure, quantile } from '../benchmarks/figure.js'
import { startPretendFleet } from '../benchmarks/pretend-fleet.js'
import { openPushedFleet, prepare, start, untilDeployment, wish } from '../benchmarks/pushed-fleet.js'
import { type Saved, save } from '../benchmarks/saves.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const devices = 10
const applyDelay = '0..20'
const pollMs = 5
const rounds = 5
const usualPushes = 3
const fleetAtMost = 10_000
const loadedPollMs = 20

/** An organization with tokens that may do everything. */
async function foundOrganization(url: string) {
  const id = randomUUID()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'customer', 'Customer', 'customer')`,
    [id],
  )
  await client.end()
  return { id, tokens: await issueApiTokens(url, id, 60) }
}

async function devicesOnline(admin: Visitor, path: string): Promise<string[]> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { body } = await admin.get<{ items: { id: string }[] }>(`${path}?state=online`)
    if (body.items.length === devices) return body.items.map(({ id }) => id)
    if (Date.now() > deadline) throw new Error(`Of ${devices} pretend devices ${body.items.length} came online.`)
    await sleep(200)
  }
}

function figuresOf(measured: readonly Saved[][]) {
  const seconds = (metric: string, share: number, of: (saved: Saved) => number, target: number) =>
    figure({
      metric,
      unit: 's',
      values: measured.map((round) => quantile(round.map(of), share) / 1000),
      target,
      wanted: 'at most',
    })
  const p99 =
    quantile(
      measured.flat().map(({ seen }) => seen),
      0.99,
    ) / 1000
  return [
    seconds('p50 save to confirmed', 0.5, ({ seen }) => seen, 0.5),
    seconds('p99 save to confirmed', 0.99, ({ seen }) => seen, 2),
    figure({
      metric: 'p99 save to confirmed, all rounds together',
      unit: 's',
      values: [p99],
      target: 2,
      wanted: 'at most',
    }),
    seconds('p50 of it: save answered', 0.5, ({ answered }) => answered, 0.5),
    seconds('p50 of it: planned to sent', 0.5, ({ plannedToSent }) => plannedToSent, 0.5),
    seconds('p50 of it: sent to confirmed', 0.5, ({ sentToConfirmed }) => sentToConfirmed, 0.5),
  ]
}

/** Saves one after the other on devices of a fleet that is being pushed to, until the push is over. */
async function duringPush(workbench: Workbench, size: number, say: (sentence: string) => void) {
  const fleet = await openPushedFleet(workbench, size, say)
  const saved: Saved[] = []
  const pushes = roundsFor(size, usualPushes)
  try {
    const [one = '', ...others] = fleet.devices.slice(0, devices).map(({ id }) => id)
    await save(fleet.admin, fleet.path, one, 1, pollMs)
    for (let push = 0; push < pushes; push++) {
      await wish(fleet, { 'network.mtu': 1300 + push })
      const draft = await prepare(fleet)
      await start(fleet, draft)
      let isOver = false
      const over = untilDeployment(fleet, draft.id, ['finished', 'stopped', 'cancelled'], 300).then(() => {
        isOver = true
      })
      for (let n = 0; !isOver; n++) {
        const device = others[n % others.length] ?? one
        saved.push(await save(fleet.admin, fleet.path, device, 2 + ((push * 31 + n) % 97), loadedPollMs))
      }
      await over
      say(`push ${push + 1} of ${pushes}: ${saved.length} saves so far`)
    }
    return saved
  } finally {
    await fleet.close()
  }
}

async function quiet(workbench: Workbench, size: number, say: (sentence: string) => void): Promise<Figure[]> {
  const url = await workbench.createDatabase('maestro_bench')
  const { id, tokens } = await foundOrganization(url)
  const server = await workbench.startServer(url, ['link', 'worker', 'api'])
  const stop = startPretendFleet({ server, organizationId: id, token: tokens[0] ?? '', devices, applyDelay })
  const admin = new Visitor(server, tokens.slice(1))
  try {
    const organization = `/organizations/${id}`
    const online = await devicesOnline(admin, `${organization}/devices`)
    say(`${devices} pretend devices online, which take ${applyDelay} ms to apply; polled every ${pollMs} ms`)
    for (const [index, deviceId] of online.entries()) await save(admin, organization, deviceId, index, pollMs)
    const each = Math.ceil(size / rounds)
    const measured = Array.from({ length: rounds }, (): Saved[] => [])
    for (const [round, saves] of measured.entries()) {
      for (let n = 0; n < each; n++) {
        const deviceId = online[n % online.length] ?? ''
        saves.push(await save(admin, organization, deviceId, 10 + ((round * each + n) % 89), pollMs))
      }
    }
    return figuresOf(measured)
  } finally {
    admin.close()
    await stop()
  }
}

async function loaded(workbench: Workbench, size: number, say: (sentence: string) => void): Promise<Figure[]> {
  const pushed = Math.min(fleetAtMost, size * 40)
  const seconds = (await duringPush(workbench, pushed, say)).map(({ seen }) => seen / 1000)
  return [
    figure({
      metric: `p99 save to confirmed while ${pushed} devices are pushed to, ${seconds.length} saves`,
      unit: 's',
      values: [quantile(seconds, 0.99)],
      target: 3,
      wanted: 'at most',
    }),
  ]
}

export const benchmark: Benchmark = {
  about:
    'an admin saves a setting, until an online device has confirmed it and the admin sees so; quiet, and in a push',
  size: 'saves, 250; the push goes to forty times as many devices',
  run: async ({ size = 250, say }) => [
    ...(await onWorkbench('durable', (workbench) => quiet(workbench, size, say))),
    ...(await onWorkbench('durable', (workbench) => loaded(workbench, size, say))),
  ],
}
