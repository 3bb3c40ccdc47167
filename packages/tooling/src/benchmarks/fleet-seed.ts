import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { FOUNDING_GRANT_RIGHTS } from '@maestro/domain'
import pg from 'pg'

/**
 * Statements that fill an empty, migrated database with a fleet, as the owner and set by set. Triggers are off while
 * they run, so what those would have written (statuses, counters, summaries, history) is written here as well.
 */
const cities = `ARRAY['Aachen','Berlin','Bremen','Bonn','Chemnitz','Dortmund','Dresden','Erfurt','Essen','Frankfurt','Freiburg',
  'Hamburg','Hannover','Jena','Kassel','Kiel','Köln','Leipzig','Linz','London','Lübeck','Mainz','München','Münster','Nürnberg',
  'Oslo','Paris','Potsdam','Prag','Rostock','Salzburg','Stuttgart','Trier','Ulm','Utrecht','Wien','Würzburg','Zürich']`
const words = `ARRAY['Aula','Atrium','Brücke','Düne','Fjord','Forum','Garten','Hafen','Kanzel','Kuppel','Lounge','Mole','Nest',
  'Orion','Panorama','Quelle','Remise','Saal','Salon','Studio','Terrasse','Werkstatt']`

/** 200 organizations with their share of the devices: the first holds half of them, at most 100,000; the rest is even. */
const shares = (size: number) => `
  CREATE TEMP TABLE shares AS
    SELECT n, uuidv7() AS id, CASE n WHEN 1 THEN big ELSE
      (devices - big) / 199 + (n - 2 < (devices - big) % 199)::int END AS devices
    FROM (VALUES (${size}, ${Math.min(Math.floor(size / 2), 100_000)})) AS size (devices, big), generate_series(1, 200) AS n`
const customers = `
  INSERT INTO organizations (id, kind, name, slug)
    SELECT id, 'customer', 'Customer ' || lpad(n::text, 3, '0'), 'customer-' || n FROM shares`
const grants = `
  INSERT INTO grants (id, organization_id, partner_id, kind, rights, location_ids, given_by)
    SELECT uuidv7(), id, $1::uuid, 'founding', $2::text[], '{}', 'system:benchmark' FROM shares`

const places = [
  `CREATE TEMP TABLE sites AS SELECT s.id AS organization_id, uuidv7() AS region, site, uuidv7() AS id,
     (${cities})[1 + (site - 1) % 38] AS city FROM shares s, generate_series(1, greatest(1, s.devices / 500)) AS site`,
  `UPDATE sites SET region = first.region FROM (SELECT DISTINCT ON (organization_id) organization_id, region FROM sites) AS first
     WHERE first.organization_id = sites.organization_id`,
  `CREATE TEMP TABLE floors AS SELECT organization_id, id AS site_id, site, city, floor, uuidv7() AS id
     FROM sites, generate_series(0, 3) AS floor`,
  `INSERT INTO locations (id, organization_id, kind, name) SELECT DISTINCT region, organization_id, 'region', 'Everywhere' FROM sites`,
  `INSERT INTO locations (id, organization_id, parent_id, kind, name)
     SELECT id, organization_id, region, 'site', city || ' ' || site FROM sites`,
  `INSERT INTO locations (id, organization_id, parent_id, kind, name)
     SELECT id, organization_id, site_id, 'floor', 'Floor ' || floor FROM floors`,
  `CREATE TEMP TABLE spaces AS SELECT s.id AS organization_id, i AS n, uuidv7() AS id,
     (i % greatest(1, s.devices / 500)) + 1 AS site, (i / 7) % 4 AS floor
     FROM shares s, generate_series(1, greatest(1, s.devices / 2)) AS i`,
  `INSERT INTO rooms (id, organization_id, location_id, name, type)
     SELECT p.id, p.organization_id, f.id, f.city || ' ' || f.floor || '.' || lpad((p.n % 1000)::text, 3, '0') || ' ' ||
       (${words})[1 + (random() * 21)::int], (ARRAY['focus','huddle','conference','boardroom'])[1 + p.n % 4]
     FROM spaces p JOIN floors f USING (organization_id, site, floor)`,
  `ALTER TABLE spaces ADD floor_id uuid`,
  `UPDATE spaces p SET floor_id = f.id FROM floors f WHERE (f.organization_id, f.site, f.floor) = (p.organization_id, p.site, p.floor)`,
  `CREATE INDEX ON spaces (organization_id, n)`,
  `ANALYZE spaces`,
]

/** Nine in ten are linked; of those most are online. Firmware and models are skewed, as in a real fleet. */
const devices = `
  INSERT INTO devices (id, organization_id, room_id, vendor, serial, mac, model_key, name, asset_tag, state, management,
      facts_source, facts_at, connection, in_call, firmware_version, problems, features, registration_mode, configuration_state,
      location_id)
  SELECT uuidv7(), x.organization_id, p.id, 'StarLeaf', 'SL' || upper(lpad(to_hex((x.k::bigint * 2654435761) % 4294967296), 8, '0')),
    CASE WHEN x.linked THEN '00:1a:' || to_char(x.k / 65536 % 100, 'FM00') || ':' || to_char(x.k / 4096 % 100, 'FM00') || ':' ||
      to_char(x.k / 64 % 100, 'FM00') || ':' || to_char(x.k % 64, 'FM00') END,
    CASE WHEN x.linked THEN (ARRAY['gtm-5140','gtm-5140','gtm-5140','gtm-5250','gt-mini'])[1 + (x.a * 4.99)::int % 5]
      ELSE (ARRAY['h323-system','sip-system','phone-2105','starleaf-app'])[1 + (x.a * 3.99)::int % 4] END,
    (${cities})[1 + (x.b * 37)::int] || ' ' || (x.k % 9) || '.' || lpad((x.k % 1009)::text, 3, '0') || ' ' || (${words})[1 + (x.c * 21)::int],
    CASE WHEN x.a < 0.6 THEN 'A-' || lpad(x.k::text, 7, '0') END,
    CASE WHEN x.state = 'staged' THEN 'staged' WHEN x.state = 'retired' THEN 'retired' ELSE 'active' END,
    CASE WHEN x.linked THEN 'linked' ELSE 'recorded' END,
    CASE WHEN NOT x.linked THEN 'inventory' END, CASE WHEN NOT x.linked THEN now() END,
    CASE WHEN NOT x.linked THEN 'recorded' WHEN x.state = 'staged' THEN 'never' WHEN x.state = 'retired' THEN 'offline' ELSE x.state END,
    x.linked AND x.state = 'online' AND x.c < 0.06,
    CASE WHEN x.state <> 'staged' THEN (ARRAY['4.4.40','4.4.40','4.4.40','4.4.38','4.4.38','4.4.12','4.3.9','4.3.2','4.2.20','4.1.0','3.9.1'])[1 + (x.b * x.c * 10)::int] END,
    CASE WHEN x.linked AND x.state IN ('online', 'offline') AND x.a * x.c < 0.01 THEN ARRAY['camera-missing'] ELSE '{}' END,
    CASE WHEN x.linked AND x.k % 10 = 0 THEN ARRAY['dual-screen'] ELSE '{}' END,
    CASE WHEN x.linked THEN (ARRAY['business','business','enterprise','direct','none'])[1 + (x.d * 4.99)::int % 5]
      ELSE (ARRAY['sip','h323','none'])[1 + (x.d * 2.99)::int % 3] END,
    CASE WHEN x.linked AND x.k % 4 = 0 THEN (ARRAY['confirmed','confirmed','confirmed','confirmed','confirmed','confirmed','confirmed','waiting','failed','superseded'])[1 + (x.a * 9.99)::int % 10] END,
    p.floor_id
  FROM (SELECT s.id AS organization_id, numbered.k, numbered.n, random() AS a, random() AS b, random() AS c, random() AS d, random() < 0.9 AS linked,
          (ARRAY['online','offline','unknown','staged','retired'])[CASE WHEN random() < 0.86 THEN 1 WHEN random() < 0.6 THEN 2
             WHEN random() < 0.1 THEN 3 WHEN random() < 0.6 THEN 4 ELSE 5 END] AS state
        FROM (SELECT *, sum(devices) OVER (ORDER BY n) - devices AS before FROM shares) AS s
          CROSS JOIN LATERAL (SELECT i AS n, (s.before + i)::int AS k FROM generate_series(1, s.devices) AS i) AS numbered) AS x
    LEFT JOIN spaces p ON p.organization_id = x.organization_id AND p.n = x.n / 2 AND x.a < 0.95`

const aboutDevices = [
  `INSERT INTO device_statuses (device_id, organization_id, tab, last_seen_at, reported_at, reported_version, reported)
     SELECT id, organization_id, tab, CASE WHEN connection = 'online' THEN now() - random() * interval '1 minute'
         WHEN connection IN ('offline', 'unknown') THEN now() - interval '3 minutes' - random() * random() * interval '200 days' END,
       now(), 1, CASE connection WHEN 'recorded' THEN '{}'::jsonb ELSE jsonb_build_object('firmware', firmware_version, 'screens', 1) END
     FROM devices`,
  `INSERT INTO device_search_texts (device_id, organization_id, text, retired)
     SELECT id, organization_id, system.search_text(devices), state = 'retired' FROM devices`,
  `INSERT INTO registrations (device_id, organization_id, mode, source) SELECT id, organization_id, registration_mode, 'inventory'
     FROM devices WHERE registration_mode <> 'none'`,
  `INSERT INTO license_pools (id, organization_id, feature_key, units, active)
     SELECT uuidv7(), organization_id, 'dual-screen', count(*), count(*) FROM devices WHERE features <> '{}' GROUP BY organization_id`,
  `INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by)
     SELECT uuidv7(), d.organization_id, d.id, p.id, 'dual-screen', 'system:benchmark' FROM devices d
       JOIN license_pools p ON p.organization_id = d.organization_id WHERE d.features <> '{}'`,
  `SELECT system.add_to_counters(array_agg(mark), array_agg(organization_id), array_agg(n)) FROM
     (SELECT mark, organization_id, count(*) AS n FROM devices, unnest(system.device_marks(devices)) AS mark GROUP BY 1, 2
      UNION ALL SELECT 'rooms.all', organization_id, count(*) FROM rooms GROUP BY 2) AS sums`,
]

const histories = [
  ['device_history', 'devices', 'id'],
  ['room_history', 'rooms', 'id'],
  ['location_history', 'locations', 'id'],
  ['license_pool_history', 'license_pools', 'id'],
  ['activation_history', 'activations', 'id'],
  ['registration_history', 'registrations', 'device_id'],
  ['grant_history', 'grants', 'id'],
] as const

const tokens = `
  INSERT INTO api_tokens (id, organization_id, name, prefix, hash, scopes, created_by, created_by_name)
    SELECT uuidv7(), organization_id, 'benchmark', 'bench', hash, ARRAY['devices.view', 'customers.view'], 'system:benchmark', 'Benchmark'
    FROM unnest($1::uuid[], $2::text[]) AS t (organization_id, hash)`

export interface SeededOrganization {
  readonly id: string
  readonly devices: number
  /** Secrets of API tokens that may read; several, because each has a budget of requests. */
  readonly tokens: readonly string[]
}
export interface SeededFleet {
  readonly partner: SeededOrganization
  /** The largest first. */
  readonly customers: readonly SeededOrganization[]
}

async function issueTokens(client: pg.Client, owned: { id: string; devices: number; count: number }[]) {
  const issued = owned.map(({ id, devices, count }) => ({
    id,
    devices,
    tokens: Array.from({ length: count }, () => randomBytes(24).toString('base64url')),
  }))
  const pairs = issued.flatMap(({ id, tokens: secrets }) => secrets.map((secret) => ({ id, secret })))
  const hashes = pairs.map(({ secret }) => createHash('sha256').update(secret).digest('base64url'))
  await client.query(tokens, [pairs.map(({ id }) => id), hashes])
  return issued
}

async function keepHistory(client: pg.Client): Promise<void> {
  for (const [history, table, key] of histories) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 2 AND NOT attisdropped
        AND attname <> 'valid_during' ORDER BY attnum`,
      [history],
    )
    const columns = rows.map(({ name }) => `"${name}"`).join(', ')
    // The key is checked once at the end: sorted, it is built many times faster than row by row.
    await client.query(`ALTER TABLE ${history} DROP CONSTRAINT ${history}_pkey`)
    await client.query(`INSERT INTO ${history} (id, organization_id, valid_during, ${columns})
      SELECT ${key}, organization_id, tstzrange(now(), NULL), ${columns} FROM ${table}`)
    await client.query(`ALTER TABLE ${history} ADD PRIMARY KEY (id, valid_during WITHOUT OVERLAPS)`)
  }
}

/** A partner with 200 customers, which have `size` devices together, with rooms, places, registrations and licences. */
export async function seedFleet(url: string, size: number, say: (sentence: string) => void): Promise<SeededFleet> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off; SELECT setseed(0.5)')
    const partnerId = randomUUID()
    await client.query(
      `INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'partner', 'Partner', 'partner')`,
      [partnerId],
    )
    for (const statement of [shares(size), customers]) await client.query(statement)
    await client.query(grants, [partnerId, FOUNDING_GRANT_RIGHTS])
    for (const statement of [...places, devices]) await client.query(statement)
    say(`${size} devices: written`)
    for (const statement of aboutDevices) await client.query(statement)
    say(`${size} devices: statuses, registrations and licences written`)
    await keepHistory(client)
    const { rows } = await client.query<{ id: string; devices: number }>('SELECT id, devices FROM shares ORDER BY n')
    const owners = [{ id: partnerId, devices: size }, ...rows].map((row, index) => ({
      ...row,
      count: index < 2 ? 60 : 4,
    }))
    const [partner, ...seeded] = await issueTokens(client, owners)
    await client.query('VACUUM (ANALYZE)')
    if (!partner) throw new Error('The partner has no tokens.')
    return { partner, customers: seeded }
  } finally {
    await client.end()
  }
}
