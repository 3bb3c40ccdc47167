import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { RIGHTS } from '@maestro/domain'
import pg from 'pg'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { figure, quantile } from '../benchmarks/figure.js'
import { startPretendFleet } from '../benchmarks/pretend-fleet.js'
import { onWorkbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const devices = 10
const applyDelay = '0..20'
const pollMs = 5
const patienceMs = 30_000
const rounds = 5

interface Target {
  readonly state: string
  readonly plannedAt: string
  readonly sentAt: string | null
  readonly finishedAt: string | null
}
/** Milliseconds of one save: as the admin sees it, and between the marks on the target. */
interface Saved {
  readonly seen: number
  readonly answered: number
  readonly plannedToSent: number
  readonly sentToConfirmed: number
}

/** An organization with tokens that may do everything. */
async function foundOrganization(url: string) {
  const id = randomUUID()
  const tokens = Array.from({ length: 60 }, () => randomBytes(24).toString('base64url'))
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('base64url'))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'customer', 'Customer', 'customer')`,
    [id],
  )
  await client.query(
    `INSERT INTO api_tokens (id, organization_id, name, prefix, hash, scopes, created_by, created_by_name)
       SELECT gen_random_uuid(), $1, 'benchmark', 'bench', hash, $3, 'system:benchmark', 'Benchmark' FROM unnest($2::text[]) AS hash`,
    [id, hashes, RIGHTS],
  )
  await client.end()
  return { id, tokens }
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

const since = (later: string | null, earlier: string | null) => Date.parse(later ?? '') - Date.parse(earlier ?? '')

/** Saves a value for a device and polls its target until it says confirmed. */
async function save(admin: Visitor, organization: string, deviceId: string, value: number): Promise<Saved> {
  const configuration = `${organization}/devices/${deviceId}/configuration`
  const { version } = (await admin.get<{ version: number }>(configuration)).body
  const startedAt = performance.now()
  const changed = await admin.send<{ deploymentId: string }>(
    'POST',
    configuration,
    { values: { 'audio.defaultVolume': value } },
    { 'if-match': `"${version}"` },
  )
  for (;;) {
    const targets = `${organization}/deployments/${changed.body.deploymentId}/targets`
    const [target] = (await admin.get<{ items: Target[] }>(targets)).body.items
    const seen = performance.now() - startedAt
    if (target?.state === 'confirmed') {
      const { plannedAt, sentAt, finishedAt } = target
      const marks = { plannedToSent: since(sentAt, plannedAt), sentToConfirmed: since(finishedAt, sentAt) }
      return { seen, answered: changed.milliseconds, ...marks }
    }
    if (seen > patienceMs) throw new Error(`After ${patienceMs / 1000} s a target was still ${target?.state}.`)
    await sleep(pollMs)
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

export const benchmark: Benchmark = {
  about: 'an admin saves a setting, until an online device has confirmed it and the admin sees so',
  size: 'saves, 250',
  run: ({ size = 250, say }) =>
    onWorkbench('durable', async (bench) => {
      const url = await bench.createDatabase('maestro_bench')
      const { id, tokens } = await foundOrganization(url)
      const server = await bench.startServer(url, ['link', 'worker', 'api'])
      const stop = startPretendFleet({ server, organizationId: id, token: tokens[0] ?? '', devices, applyDelay })
      const admin = new Visitor(server, tokens.slice(1))
      try {
        const organization = `/organizations/${id}`
        const online = await devicesOnline(admin, `${organization}/devices`)
        say(`${devices} pretend devices online, which take ${applyDelay} ms to apply; polled every ${pollMs} ms`)
        for (const [index, deviceId] of online.entries()) await save(admin, organization, deviceId, index)
        const each = Math.ceil(size / rounds)
        const measured = Array.from({ length: rounds }, (): Saved[] => [])
        for (const [round, saves] of measured.entries()) {
          for (let n = 0; n < each; n++) {
            const deviceId = online[n % online.length] ?? ''
            saves.push(await save(admin, organization, deviceId, 10 + ((round * each + n) % 89)))
          }
        }
        return figuresOf(measured)
      } finally {
        admin.close()
        await stop()
      }
    }),
}
