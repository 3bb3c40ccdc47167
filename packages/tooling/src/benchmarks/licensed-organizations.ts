import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startConnectedFleet } from './connected-fleet.js'
import { issueApiTokens, seedEnrolledDevices } from './enrolled-devices.js'
import { untilOnline } from './held-fleet.js'
import type { Workbench } from './server-under-test.js'
import { Visitor } from './visitor.js'

/** Of the model that the devices are. A device has each of them once, until it is released. */
export const licensableFeatures = ['dual-screen', 'hdmi-inputs', 'api'] as const

const organizationsAtMost = 4
const devicesWorthAnOrganization = 250
const connectRate = 400
const pollMs = 50
const patienceMs = 240_000

/** Activations a second, from the orders until the last one stands in a signed file, and until its device has confirmed it. */
export interface ActivatedFleet {
  readonly perSecond: number
  readonly confirmedPerSecond: number
}

export interface LicensedOrganizations {
  readonly organizations: number
  readonly url: string
  activateEverywhere(feature: string): Promise<ActivatedFleet>
  /** Takes a feature off all devices again; resolves when none has anything left to do. */
  releaseEverywhere(feature: string): Promise<void>
  close(): Promise<void>
}

interface Progress {
  readonly signed: number
  readonly confirmed: number
}

interface Left {
  readonly active: number
  readonly open: number
}

/** An activation has the number of the file that carries it from the transaction that signed the file. */
const progress = `
  SELECT count(*) FILTER (WHERE a.issue IS NOT NULL)::int AS signed, count(*) FILTER (WHERE a.confirmed_at IS NOT NULL)::int AS confirmed
    FROM activations a WHERE a.feature_key = $1`
const books = `
  SELECT (SELECT count(*)::int FROM activations a JOIN license_files f ON f.device_id = a.device_id AND f.issue = a.issue
      WHERE a.feature_key = $1 AND f.file <> '' AND f.features @> jsonb_build_array(jsonb_build_object('key', $1::text))) AS carried,
    (SELECT coalesce(sum(active), 0)::int FROM license_pools WHERE feature_key = $1) AS counted,
    (SELECT count(*)::int FROM audit_entries WHERE action = 'license.activated' AND details ->> 'feature' = $1 AND at >= $2) AS audited`
const left = `
  SELECT (SELECT count(*)::int FROM activations WHERE feature_key = $1) AS active,
    (SELECT count(*)::int FROM deployment_targets WHERE state IN ('planned', 'waiting', 'sent')) AS open`

/** Organizations whose devices are all connected. */
export async function openLicensedOrganizations(
  workbench: Workbench,
  size: number,
  say: (sentence: string) => void,
): Promise<LicensedOrganizations> {
  const url = await workbench.createDatabase('activate_signed')
  const count = Math.min(organizationsAtMost, Math.ceil(size / devicesWorthAnOrganization))
  const devices = await seedEnrolledDevices(url, size, count)
  const ids = [...new Set(devices.map(({ organizationId }) => organizationId))]
  const server = await workbench.startProcesses(url, ['link', 'worker', 'api'])
  const admins = await Promise.all(
    ids.map(async (id) => ({ id, by: new Visitor(server.url, await issueApiTokens(url, id, 20)) })),
  )
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const pretended = startConnectedFleet({
    folder: workbench.folder,
    name: 'licensed',
    server: server.url,
    broker: server.mqttUrl,
    devices,
    connectRate,
  })
  await untilOnline({ owner, folder: workbench.folder, say }, size)
  return {
    organizations: count,
    url,
    activateEverywhere: (feature) => activateEverywhere(owner, admins, feature, size),
    releaseEverywhere: async (feature) => {
      for (const send of await ordersOf(admins, { action: 'release', featureKey: feature })) await send()
      await until<Left>(owner, left, feature, ({ active, open }) => active + open === 0)
    },
    close: async () => {
      for (const { by } of admins) by.close()
      await pretended.cut()
      await owner.end()
    },
  }
}

type Admin = { readonly id: string; readonly by: Visitor }

/** Previews something for all devices of every organization; what comes back starts each. */
function ordersOf(admins: readonly Admin[], wish: { readonly action?: 'release'; readonly featureKey: string }) {
  return Promise.all(
    admins.map(async ({ id, by }) => {
      const path = `/organizations/${id}/license-activations`
      const scope = { everyone: true }
      const { body } = await by.send<{ id: string; previewHash: string }>('POST', `${path}/preview`, { ...wish, scope })
      return () => by.send('POST', path, { batchId: body.id, previewHash: body.previewHash })
    }),
  )
}

async function activateEverywhere(
  owner: pg.Client,
  admins: readonly Admin[],
  feature: string,
  size: number,
): Promise<ActivatedFleet> {
  await owner.query(
    `INSERT INTO license_pools (id, organization_id, feature_key, units) SELECT gen_random_uuid(), id, $2, $3 FROM unnest($1::uuid[]) AS id
      WHERE NOT EXISTS (SELECT FROM license_pools WHERE organization_id = id AND feature_key = $2)`,
    [admins.map(({ id }) => id), feature, size],
  )
  const orders = await ordersOf(admins, { featureKey: feature })
  const begun = new Date()
  const startedAt = performance.now()
  await Promise.all(orders.map((send) => send()))
  const signedAt = await until<Progress>(owner, progress, feature, ({ signed }) => signed === size)
  const confirmedAt = await until<Progress>(owner, progress, feature, ({ confirmed }) => confirmed === size)
  const { rows } = await owner.query(books, [feature, begun])
  const { carried, counted, audited } = rows[0]
  if (carried !== size || counted !== size || audited !== size)
    throw new Error(`Of ${size} are ${carried} in files, ${counted} units counted and ${audited} audited.`)
  const rate = (endedAt: number) => (size / (endedAt - startedAt)) * 1_000
  return { perSecond: rate(signedAt), confirmedPerSecond: rate(confirmedAt) }
}

/** Resolves with when it was so, by the clock of `performance`. */
async function until<Row extends object>(
  owner: pg.Client,
  question: string,
  feature: string,
  isDone: (now: Row) => boolean,
): Promise<number> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const { rows } = await owner.query<Row>(question, [feature])
    const [now] = rows
    if (now && isDone(now)) return performance.now()
    if (performance.now() > deadline) throw new Error(`It did not end: ${JSON.stringify(now)}`)
    await sleep(pollMs)
  }
}
