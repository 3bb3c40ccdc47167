import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { emptyQueue, randomFrom } from '@maestro/testkit'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { DeviceWitness } from '../benchmarks/device-witness.js'
import { figure } from '../benchmarks/figure.js'
import {
  type DeploymentNow,
  openPushedFleet,
  type PushedFleet,
  untilDeployment,
  wish,
} from '../benchmarks/pushed-fleet.js'
import { onWorkbench, type Workbench } from '../benchmarks/server-under-test.js'

const seed = 20261123
const repetitions = 20
/** A fleet this small shows that it works. */
const tiny = 100
const answerSeconds = '5'
const patience = 240

/** The steps that a process of the server can be killed at (see `platform/kill-switch.ts`), and by moment. */
const steps = [
  'start.committed',
  'prepare.committed',
  'tend.committed',
  'release.written',
  'release.committed',
  'send.sent',
  'send.committed',
  'report.committed',
  'acknowledge.written',
  'acknowledge.committed',
  'sweep.found',
]
const roles = ['api', 'worker', 'link'] as const
type Kill =
  | { readonly step: string }
  | { readonly role: (typeof roles)[number]; readonly afterMs: number }
  | { readonly queueAfterMs: number }

/** Each step once, then each role at random moments, and once the queue's store is emptied. */
function killsFrom(random: () => number): Kill[] {
  const rest = repetitions - steps.length - 1
  const byMoment = Array.from({ length: rest }, (_, index) => ({
    role: roles[index % roles.length] ?? 'worker',
    afterMs: Math.floor(random() * 8000),
  }))
  return [...steps.map((step) => ({ step })), ...byMoment, { queueAfterMs: Math.floor(random() * 3000) }]
}

const nameOf = (kill: Kill) =>
  'step' in kill
    ? `whoever reaches ${kill.step}`
    : 'role' in kill
      ? `the ${kill.role} after ${kill.afterMs} ms`
      : `the queue’s store, emptied after ${kill.queueAfterMs} ms`

/** Asks again until it is answered: the api may be the one that was killed. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (Date.now() > deadline || /answered 4(?!09)/.test(String(error))) throw error
      await sleep(200)
    }
  }
}

async function startAnyhow(fleet: PushedFleet, id: string, previewHash: string | null): Promise<void> {
  await insist(async () => {
    const { state } = (await fleet.admin.get<{ state: string }>(`${fleet.path}/deployments/${id}`)).body
    if (state === 'draft') await fleet.admin.send('POST', `${fleet.path}/deployments/${id}/start`, { previewHash })
  })
}

interface Ended {
  readonly notAtWish: number
  readonly older: number
  readonly open: number
  readonly died: boolean
}

class KilledPush {
  constructor(
    private readonly fleet: PushedFleet,
    private readonly switches: string,
    private readonly transcript: string,
  ) {}

  /** A deployment to everybody, a newer one while it is on its way, and one kill; what the devices say afterwards. */
  async run(kill: Kill, mtu: number): Promise<Ended> {
    const { fleet } = this
    const older = await this.#preview(mtu - 1)
    if ('step' in kill) writeFileSync(join(this.switches, kill.step), '')
    const newer = await this.#preview(mtu)
    await startAnyhow(fleet, older.id, older.previewHash)
    await this.#untilUnderWay(older)
    await startAnyhow(fleet, newer.id, newer.previewHash)
    await this.#strike(kill)
    for (const { id } of [newer, older]) await untilDeployment(fleet, id, ['finished'], patience)
    const died = !('step' in kill) || !existsSync(join(this.switches, kill.step))
    rmSync(join(this.switches, 'step' in kill ? kill.step : 'none'), { force: true })
    // What the devices wrote down last is on its way to the file.
    await sleep(1000)
    const witness = await DeviceWitness.read(this.transcript)
    const serials = fleet.devices.map(({ serial }) => serial)
    const { rows } = await fleet.owner.query(
      `SELECT count(*)::int AS n FROM deployment_targets WHERE state IN ('planned', 'waiting', 'sent')`,
    )
    return { ...witness.judge(serials, `"mtu":${mtu}`), open: rows[0].n, died }
  }

  async #preview(mtu: number): Promise<DeploymentNow> {
    const { fleet } = this
    await wish(fleet, { 'network.mtu': mtu })
    const { body } = await insist(() =>
      fleet.admin.send<{ id: string }>('POST', `${fleet.path}/deployments`, { scope: { everyone: true } }),
    )
    return untilDeployment(fleet, body.id, ['draft'], patience)
  }

  /** Some of its devices have confirmed, or it is over already: a fleet may be small. */
  async #untilUnderWay({ id }: DeploymentNow): Promise<void> {
    await insist(async () => {
      const { state, counts } = (await this.fleet.admin.get<DeploymentNow>(`${this.fleet.path}/deployments/${id}`)).body
      if (state !== 'finished' && !counts['confirmed']) throw new Error('Nobody has confirmed yet.')
    })
  }

  async #strike(kill: Kill): Promise<void> {
    if ('role' in kill) {
      await sleep(kill.afterMs)
      await this.fleet.server.restart(kill.role)
    } else if ('queueAfterMs' in kill) {
      await sleep(kill.queueAfterMs)
      await emptyQueue(this.fleet.owner)
    }
  }
}

async function killAll(workbench: Workbench, size: number, say: (sentence: string) => void): Promise<Ended[]> {
  const switches = join(workbench.folder, 'switches')
  const transcript = join(workbench.folder, 'transcript.jsonl')
  mkdirSync(switches)
  const more = { MAESTRO_KILL_SWITCHES: switches, MAESTRO_ANSWER_SECONDS: answerSeconds }
  const fleet = await openPushedFleet(workbench, size, say, { transcript, more })
  const ended: Ended[] = []
  try {
    const pushes = new KilledPush(fleet, switches, transcript)
    const kills = killsFrom(randomFrom(seed))
    for (const [index, kill] of (size < tiny ? kills.slice(-2) : kills).entries()) {
      const startedAt = performance.now()
      const end = await pushes.run(kill, 1282 + 2 * index)
      ended.push(end)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
      say(`${index + 1}, ${nameOf(kill)}: ${JSON.stringify(end)} after ${seconds} s`)
    }
    return ended
  } finally {
    await fleet.close()
  }
}

export const benchmark: Benchmark = {
  about: `two deployments to a whole fleet, the newer one while the older is on its way, with kill -9 at every named step and at random (seed ${seed}), judged by the devices’ own transcripts`,
  size: `devices, 10000; ${repetitions} times two deployments`,
  run: ({ size = 10_000, say }) =>
    onWorkbench('durable', async (workbench) => {
      const ended = await killAll(workbench, size, say)
      const none = (metric: string, of: (end: Ended) => number) =>
        figure({ metric, unit: 'devices', values: ended.map(of), target: 0, wanted: 'at most' })
      const worst = (name: string, of: (end: Ended) => number) =>
        none(`${name}, the most of ${ended.length} kills`, () => Math.max(...ended.map(of)))
      return [
        worst('devices that are not at the newest wish', ({ notAtWish }) => notAtWish),
        worst('deliveries of something older after something newer', ({ older }) => older),
        worst('targets without an end state', ({ open }) => open),
        figure({
          metric: 'kills that took place',
          unit: 'kills',
          values: [ended.filter(({ died }) => died).length],
          target: ended.length,
          wanted: 'at least',
        }),
      ]
    }),
}
