import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { RIGHTS } from '@maestro/domain'
import pg from 'pg'

/** An organization whose devices stand in sites with four floors each, every second one in a room of its own. */
export interface ConfiguredFleet {
  readonly organizationId: string
  /** Secrets of API tokens that may do everything. */
  readonly tokens: readonly string[]
  readonly region: string
  readonly sites: readonly string[]
  readonly floors: readonly string[]
  readonly rooms: readonly string[]
}

const models = `ARRAY['gtm-5140','gtm-5140','gtm-5140','gtm-5250','gt-mini']`

/** Triggers are off: nothing of what they keep is read here. */
const places = [
  `CREATE TEMP TABLE sites AS SELECT n, uuidv7() AS id FROM generate_series(1, $2::int) AS n`,
  `CREATE TEMP TABLE floors AS SELECT s.n, floor, uuidv7() AS id, s.id AS site FROM sites s, generate_series(0, 3) AS floor`,
]
const rows = [
  `INSERT INTO locations (id, organization_id, parent_id, kind, name) SELECT id, $1, $2::uuid, 'site', 'Site ' || n FROM sites`,
  `INSERT INTO locations (id, organization_id, parent_id, kind, name) SELECT id, $1, site, 'floor', 'Floor ' || floor FROM floors WHERE $2::uuid IS NOT NULL`,
]
const rooms = `
  INSERT INTO rooms (id, organization_id, location_id, name)
    SELECT uuidv7(), $1, f.id, 'Room ' || i FROM generate_series(1, $2::int) AS i
      JOIN floors f ON f.n = 1 + i % $3::int AND f.floor = i % 4`
const devices = `
  INSERT INTO devices (id, organization_id, room_id, vendor, serial, model_key, name, state, management, connection)
    SELECT uuidv7(), $1, r.id, 'StarLeaf', 'SL' || i, (${models})[1 + i % 5], 'Device ' || i, 'active', 'linked', 'online'
      FROM generate_series(1, $2::int) AS i
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM rooms) AS r ON r.n = 1 + i % $3::int`
const aboutDevices = [
  `INSERT INTO device_statuses (device_id, organization_id) SELECT id, organization_id FROM devices WHERE organization_id = $1`,
  `INSERT INTO license_pools (id, organization_id, feature_key, units) VALUES (uuidv7(), $1, 'dual-screen', 1000000)`,
  `INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by)
     SELECT uuidv7(), d.organization_id, d.id, p.id, 'dual-screen', 'system:benchmark' FROM devices d
       JOIN license_pools p ON p.organization_id = d.organization_id WHERE d.organization_id = $1 AND right(d.name, 1) IN ('3', '7')`,
  `INSERT INTO configuration_layers (id, organization_id, scope_kind, scope_id, "values")
     SELECT uuidv7(), organization_id, 'device', id, '{"ui.theme": "Light"}' FROM devices
      WHERE organization_id = $1 AND right(name, 2) IN ('11', '33', '55', '77', '99')`,
]

export async function seedConfiguredFleet(url: string, size: number): Promise<ConfiguredFleet> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off')
    const [organizationId, region] = [randomUUID(), randomUUID()]
    const [siteCount, roomCount] = [Math.max(1, Math.round(size / 500)), Math.max(1, Math.round(size / 2))]
    await client.query(
      `INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'customer', 'Customer', 'customer')`,
      [organizationId],
    )
    await client.query(
      `INSERT INTO locations (id, organization_id, kind, name) VALUES ($1, $2, 'region', 'Everywhere')`,
      [region, organizationId],
    )
    for (const statement of places) await client.query(statement.replace('$2::int', String(siteCount)))
    for (const statement of rows) await client.query(statement, [organizationId, region])
    await client.query(rooms, [organizationId, roomCount, siteCount])
    await client.query(devices, [organizationId, size, roomCount])
    for (const statement of aboutDevices) await client.query(statement, [organizationId])
    const tokens = await issueTokens(client, organizationId)
    await client.query('VACUUM (ANALYZE)')
    const ids = async (from: string) =>
      (await client.query<{ id: string }>(`SELECT id FROM ${from}`)).rows.map(({ id }) => id)
    return {
      organizationId,
      tokens,
      region,
      sites: await ids('sites ORDER BY n'),
      floors: await ids('floors ORDER BY n, floor'),
      rooms: await ids('rooms ORDER BY id LIMIT 100'),
    }
  } finally {
    await client.end()
  }
}

async function issueTokens(client: pg.Client, organizationId: string): Promise<string[]> {
  const tokens = Array.from({ length: 20 }, () => randomBytes(24).toString('base64url'))
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('base64url'))
  await client.query(
    `INSERT INTO api_tokens (id, organization_id, name, prefix, hash, scopes, created_by, created_by_name)
       SELECT uuidv7(), $1, 'benchmark', 'bench', hash, $3, 'system:benchmark', 'Benchmark' FROM unnest($2::text[]) AS hash`,
    [organizationId, hashes, RIGHTS],
  )
  return tokens
}

/**
 * Gives every device of a preview the layers it would get, as if they had been released under other licences: what is
 * released has to be read then, which takes longest.
 */
export async function releaseAsPreviewed(url: string, deploymentId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `INSERT INTO released_configurations (device_id, organization_id, version, document, hash, stack_id)
         SELECT device_id, organization_id, 1, '{"ui": {"theme": "Auto"}, "network": {"mtu": 1300}, "audio": {"defaultVolume": 1}}',
           'benchmark', stack_id FROM deployment_plans WHERE deployment_id = $1`,
      [deploymentId],
    )
    await client.query('VACUUM (ANALYZE) released_configurations')
  } finally {
    await client.end()
  }
}
