import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { startConnectedFleet } from '../benchmarks/connected-fleet.js'
import { type EnrolledDevice, issueApiTokens, seedEnrolledDevices } from '../benchmarks/enrolled-devices.js'
import { type Figure, figure } from '../benchmarks/figure.js'
import { onWorkbench, type RunningServer } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const organizations = 20
const runs = 5
/** A device forgets how often it tried in vain only after a minute in connection. */
const steadyMs = 62_000
const connectRate = 400
const changesPerStorm = 20
const patienceMs = 300_000

interface Storm {
  readonly owner: pg.Client
  readonly server: RunningServer
  readonly admin: Visitor
  /** Devices whose configuration is changed while nobody is connected. */
  readonly changing: readonly EnrolledDevice[]
  readonly total: number
  readonly say: (sentence: string) => void
}

/** How many devices are connected since a moment, and how many of them hold the newest that was released to them. */
async function countSince(owner: pg.Client, since: Date) {
  const { rows } = await owner.query<{ online: number; current: number; released: number }>(
    `SELECT count(*) FILTER (WHERE connected)::int AS online, count(*) FILTER (WHERE connected AND newest)::int AS current,
       count(version)::int AS released
     FROM (SELECT d.connection = 'online' AND s.connected_at >= $1 AS connected, r.version,
             coalesce(s.applied_version = r.version, true) AS newest
           FROM devices d JOIN device_statuses s ON s.device_id = d.id
             LEFT JOIN released_configurations r ON r.device_id = d.id) AS each`,
    [since],
  )
  return rows[0] ?? { online: 0, current: 0, released: 0 }
}

/** Seconds until every device has connected after `since` and is up to date. */
async function untilAllAreBack({ owner, total, say }: Storm, since: Date): Promise<number> {
  let said = 0
  for (;;) {
    const { online, current } = await countSince(owner, since)
    const seconds = (Date.now() - since.getTime()) / 1000
    if (current === total) return seconds
    if (seconds * 1000 > patienceMs)
      throw new Error(`After ${seconds} s ${online} are online and ${current} up to date.`)
    if (seconds - said > 10) {
      said = seconds
      say(`after ${seconds.toFixed(0)} s ${online} of ${total} are online`)
    }
    await sleep(500)
  }
}

/** Changes one setting of some devices as an admin does. */
async function change({ admin, changing }: Storm, value: number): Promise<void> {
  for (const { organizationId, id } of changing) {
    const path = `/organizations/${organizationId}/devices/${id}/configuration`
    const { version } = (await admin.get<{ version: number }>(path)).body
    await admin.send('POST', path, { values: { 'audio.defaultVolume': value } }, { 'if-match': `"${version}"` })
  }
}

/** Kills the link, which cuts every connection, and changes configurations before it is back. */
async function storm(parts: Storm, value: number): Promise<number> {
  const since = new Date()
  const back = parts.server.restart('link')
  await change(parts, value)
  await back
  const seconds = await untilAllAreBack(parts, since)
  const { released } = await countSince(parts.owner, since)
  if (released < parts.changing.length) throw new Error('What was changed has not been released.')
  return seconds
}

/** Lines in the logs of the server that tell of errors. The link was killed; what others say of that is a warning. */
function errorsIn(server: RunningServer): readonly string[] {
  return (['link', 'worker', 'api'] as const).flatMap((role) =>
    readFileSync(server.logOf(role), 'utf8')
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line)),
  )
}

/** A small fleet is hit once, to see that it works; a large one several times, after it has been steady. */
async function measure(parts: Storm): Promise<readonly Figure[]> {
  const seconds: number[] = []
  let silent = 0
  for (let run = 0; run < (parts.total < 1000 ? 1 : runs); run++) {
    if (parts.total >= 1000) await sleep(steadyMs)
    const before = errorsIn(parts.server).length
    seconds.push(await storm(parts, 10 + run))
    const errors = errorsIn(parts.server).slice(before)
    if (errors.length === 0) silent++
    parts.say(`all are back and up to date after ${seconds.at(-1)?.toFixed(1)} s; errors: ${errors.length}`)
    for (const error of errors.slice(0, 3)) parts.say(error)
  }
  const metric = 'all devices online and up to date after the link was killed'
  return [
    figure({ metric, unit: 's', values: seconds, target: 60, wanted: 'at most' }),
    figure({
      metric: 'storms in which no process logged an error',
      unit: 'storms',
      values: [silent],
      target: seconds.length,
      wanted: 'at least',
    }),
  ]
}

export const benchmark: Benchmark = {
  about: 'the link is killed with all devices connected, until all are back and hold what was changed meanwhile',
  size: 'devices, 10000',
  run: ({ size = 10_000, say }) =>
    onWorkbench('durable', async (bench) => {
      const url = await bench.createDatabase('maestro_bench')
      const devices = await seedEnrolledDevices(url, size, Math.min(size, organizations))
      const owner = new pg.Client({ connectionString: url })
      await owner.connect()
      const customer = devices[0]?.organizationId ?? ''
      const server = await bench.startProcesses(url, ['link', 'worker', 'api'])
      const admin = new Visitor(server.url, await issueApiTokens(url, customer, 60))
      const changing = devices.filter(({ organizationId }) => organizationId === customer).slice(0, changesPerStorm)
      const begunAt = new Date()
      const fleet = startConnectedFleet({
        folder: bench.folder,
        name: 'storm',
        server: server.url,
        broker: server.mqttUrl,
        devices,
        connectRate,
      })
      try {
        const parts = { owner, server, admin, changing, total: devices.length, say }
        say(`${devices.length} devices connected within ${(await untilAllAreBack(parts, begunAt)).toFixed(1)} s`)
        return await measure(parts)
      } finally {
        admin.close()
        await fleet.cut()
        await owner.end()
      }
    }),
}
