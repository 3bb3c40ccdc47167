import { databaseUrlFor, parseKeyRing } from '@maestro/database'
import pg from 'pg'
import { type Benchmark, roundsFor } from '../benchmarks/benchmark.js'
import { figure, median } from '../benchmarks/figure.js'
import { seedFleet } from '../benchmarks/fleet-seed.js'
import { onWorkbench } from '../benchmarks/server-under-test.js'

const usualRounds = 5
const repeats = 40

const columns = `d.id, d.name, d.serial, d.model_key, d.room_id, r.name AS room_name, d.state, d.connection, d.in_call,
  d.firmware_version, d.registration_mode, d.features, d.configuration_state, d.problems, d.attention, s.last_seen_at`
const page = (rows: string) => `SELECT ${columns} FROM (${rows} LIMIT 51) AS d
  JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
  LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id ORDER BY d.sort_key, d.id`
const devices = (condition: string, key: string) =>
  page(`SELECT d.*, ${key} AS sort_key FROM devices d WHERE d.organization_id = $1 AND d.state <> 'retired' AND ${condition}
    ORDER BY ${key}, d.id`)

/** The pages and counts of a device list; each names its organization, so that both sides may use the same indexes. */
const queries: Readonly<Record<string, string>> = {
  'first page by name': devices('true', 'd.name'),
  'first page by serial': devices('true', 'd.serial'),
  'first page by firmware': devices('true', "coalesce(d.firmware_version, '')"),
  'page within the list': devices(`(d.name, d.id) > ('Hamburg', '00000000-0000-0000-0000-000000000000')`, 'd.name'),
  'online ones': devices(`d.state = 'active' AND d.connection = 'online'`, 'd.name'),
  'one model and firmware': devices(
    `d.model_key = ANY ('{gtm-5250}') AND d.firmware_version = ANY ('{4.4.40}')`,
    'd.serial',
  ),
  'with a licence': devices(
    `d.id IN (SELECT a.device_id FROM activations a WHERE a.organization_id = d.organization_id AND a.feature_key = 'dual-screen')`,
    'd.name',
  ),
  'by last contact': page(`SELECT d.*, coalesce(s.last_seen_at, '-infinity') AS sort_key FROM device_statuses s
    JOIN devices d ON d.organization_id = s.organization_id AND d.id = s.device_id
    WHERE s.organization_id = $1 AND d.state <> 'retired' ORDER BY coalesce(s.last_seen_at, '-infinity'), s.device_id`),
  'count up to 10,000': `SELECT count(*) FROM (SELECT FROM devices d WHERE d.organization_id = $1 AND d.state <> 'retired'
    AND d.model_key = ANY ('{gtm-5140}') LIMIT 10001) AS found`,
}

async function connect(url: string, organizationId: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query("SELECT set_config('app.organization_id', $1, false)", [organizationId])
  return client
}

async function timed(client: pg.Client, sql: string, organizationId: string): Promise<number> {
  const startedAt = performance.now()
  await client.query(sql, [organizationId])
  return performance.now() - startedAt
}

/** Median milliseconds of each query, with and without policies in turn, added up over all queries. */
async function measure(isolated: pg.Client, open: pg.Client, organizationId: string) {
  let withPolicies = 0
  let without = 0
  for (const sql of Object.values(queries)) {
    const times: [number[], number[]] = [[], []]
    for (let n = 0; n < repeats; n++) {
      times[0].push(await timed(isolated, sql, organizationId))
      times[1].push(await timed(open, sql, organizationId))
    }
    withPolicies += median(times[0])
    without += median(times[1])
  }
  return { withPolicies, without }
}

export const benchmark: Benchmark = {
  about: 'the queries of a device list with row-level security, against the same without',
  size: 'devices of the fleet, 100000',
  run: ({ size = 100_000, say }) =>
    onWorkbench('throwaway', async (bench) => {
      const url = await bench.createDatabase('fleet')
      const { customers } = await seedFleet(url, size, say)
      const organizationId = customers[0]?.id ?? ''
      const isolated = await connect(databaseUrlFor(url, 'maestro_app', parseKeyRing(bench.keys)), organizationId)
      const open = await connect(url, organizationId)
      try {
        say(
          `${Object.keys(queries).length} queries, ${repeats} times a round, as the application’s role and as the owner in turn`,
        )
        await measure(isolated, open, organizationId)
        const measured: { withPolicies: number; without: number }[] = []
        const rounds = roundsFor(size, usualRounds)
        for (let round = 0; round < rounds; round++) measured.push(await measure(isolated, open, organizationId))
        return [
          figure({
            metric: 'all queries with row-level security, against without',
            unit: 'ms',
            values: measured.map(({ withPolicies }) => withPolicies),
            limit: median(measured.map(({ without }) => without)),
            target: 1.2,
            wanted: 'at most',
          }),
        ]
      } finally {
        await isolated.end()
        await open.end()
      }
    }),
}
