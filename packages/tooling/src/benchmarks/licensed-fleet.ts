import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { issueApiTokens } from './enrolled-devices.js'

/** An organization whose devices can be licensed, and tokens that may do everything in it. */
export interface LicensedFleet {
  readonly organizationId: string
  readonly path: string
  readonly tokens: readonly string[]
  readonly deviceIds: readonly string[]
  /** Units of a feature. */
  addUnits(feature: string, units: number): Promise<void>
  /** What the database holds: units in use by the pools' own count, and activations. */
  inUse(feature: string): Promise<{ readonly counted: number; readonly active: number }>
  close(): Promise<void>
}

const devices = `
  INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management, state, connection)
    SELECT uuidv7(), $1::uuid, 'StarLeaf', 'BENCH-' || lpad(n::text, 6, '0'), 'gtm-5250', 'Device ' || n, 'linked', 'active', 'offline'
    FROM generate_series(1, $2::int) AS n RETURNING id`
const inUse = `
  SELECT (SELECT coalesce(sum(active), 0)::int FROM license_pools WHERE organization_id = $1 AND feature_key = $2) AS counted,
    (SELECT count(*)::int FROM activations WHERE organization_id = $1 AND feature_key = $2) AS active`

/** Devices out of reach, so that what is measured is the licence and not its way to the device. */
export async function seedLicensedFleet(url: string, size: number): Promise<LicensedFleet> {
  const organizationId = randomUUID()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'customer', 'Customer', 'customer')`,
    [organizationId],
  )
  const { rows } = await client.query<{ id: string }>(devices, [organizationId, size])
  await client.query('ANALYZE')
  return {
    organizationId,
    path: `/organizations/${organizationId}`,
    tokens: await issueApiTokens(url, organizationId, 200),
    deviceIds: rows.map(({ id }) => id),
    addUnits: async (feature, units) => {
      await client.query(
        'INSERT INTO license_pools (id, organization_id, feature_key, units) VALUES (gen_random_uuid(), $1, $2, $3)',
        [organizationId, feature, units],
      )
    },
    inUse: async (feature) => (await client.query(inUse, [organizationId, feature])).rows[0],
    close: () => client.end(),
  }
}
