import { randomUUID } from 'node:crypto'
import { FEATURE_KEYS, FOUNDING_GRANT_RIGHTS } from '@maestro/domain'
import pg from 'pg'
import { issueApiTokens } from './enrolled-devices.js'

/** Units by feature; the names are those of the API. */
export interface CountedUnits {
  readonly featureKey: string
  readonly purchased: number
  readonly assigned: number
  readonly confirmed: number
  readonly reserved: number
  readonly transferred: number
  readonly free: number
  readonly over: number
  readonly dropped: number
  readonly trial: number
  readonly expiring30: number
  readonly expiring60: number
  readonly expiring90: number
}

/** A partner whose customers have licences of every kind, and tokens that may see them. */
export interface LicensedPartner {
  readonly customers: number
  /** Below `/api/v1`. */
  readonly path: string
  readonly tokens: readonly string[]
  /** What the partner's customers have, counted from their pools and activations. */
  recount(): Promise<readonly CountedUnits[]>
  close(): Promise<void>
}

/** The first customer has a tenth of the devices; the others have as many each. */
const customers = `
  CREATE TEMP TABLE shares AS SELECT n, gen_random_uuid() AS id, CASE n WHEN 1 THEN big ELSE
      (devices - big) / (count - 1) + (n - 2 < (devices - big) % (count - 1))::int END AS devices
    FROM (SELECT $1::int AS devices, $1::int / 10 AS big, $2::int AS count) AS size, generate_series(1, $2::int) AS n`
const organizations = `
  INSERT INTO organizations (id, kind, name, slug)
    SELECT id, 'customer', (ARRAY['Werft','Klinik','Spedition','Verlag','Brauerei'])[1 + n % 5] || ' ' || lpad(n::text, 3, '0'), 'customer-' || n
    FROM shares`
const grants = `
  INSERT INTO grants (id, organization_id, partner_id, kind, rights, location_ids, given_by)
    SELECT gen_random_uuid(), id, $1::uuid, 'founding', $2::text[], '{}', 'system:benchmark' FROM shares`
const devices = `
  INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management, state, connection)
    SELECT uuidv7(), s.id, 'StarLeaf', 'BENCH-' || s.n || '-' || i, 'gtm-5250', 'Device ' || i, 'linked', 'active', 'offline'
    FROM shares s, generate_series(1, s.devices) AS i`

/** What devices shall have: each a feature, every other one two; one in eight holds it from a pool of another kind than most. */
const wishes = `
  CREATE TEMP TABLE wishes AS
    SELECT d.organization_id, d.id AS device_id, features.keys[1 + (d.i + 3 * twice.n) % cardinality(features.keys)] AS feature_key,
      CASE WHEN d.i % 8 = 0 THEN 2 ELSE 1 END AS nth, d.i
    FROM (SELECT id, organization_id, (row_number() OVER (PARTITION BY organization_id ORDER BY id))::int AS i FROM devices) AS d,
      (SELECT $1::text[] AS keys) AS features, generate_series(0, 1) AS twice (n) WHERE twice.n = 0 OR d.i % 2 = 0`

/**
 * Two pools of each feature for each customer. The first is in force, and ends never, in 20, 45 or 400 days; some are used
 * beyond what was bought. The second is of all other kinds in turn.
 */
const pools = `
  INSERT INTO license_pools (id, organization_id, feature_key, units, active, reserved, transferred, overuse, origin, order_number,
      valid_until, suspended_at, revoked_at)
    SELECT uuidv7(), s.id, f.key, CASE WHEN over THEN greatest(0, used - 1) ELSE used + 1 + s.n % 7 END, used, (NOT over AND s.n % 7 > 2)::int,
      (NOT over AND s.n % 7 > 4)::int, CASE WHEN over THEN 'warn' ELSE 'stop' END,
      CASE kind WHEN 'trial' THEN 'trial' WHEN 'vendor' THEN 'vendor' ELSE 'order' END, nth,
      now() + interval '1 day' * CASE kind WHEN 'soon' THEN 20 WHEN 'later' THEN 45 WHEN 'year' THEN 400 WHEN 'trial' THEN 25
        WHEN 'grace' THEN -5 WHEN 'expired' THEN -60 END,
      CASE kind WHEN 'suspended' THEN now() - interval '2 days' END, CASE kind WHEN 'revoked' THEN now() - interval '2 days' END
    FROM shares s CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS f (key, place) CROSS JOIN generate_series(1, 2) AS nth
      CROSS JOIN LATERAL (SELECT CASE nth WHEN 1 THEN (ARRAY['never','soon','later','year'])[1 + (s.n + place) % 4]
        ELSE (ARRAY['trial','vendor','grace','expired','suspended','revoked'])[1 + (s.n + place) % 6] END AS kind) AS kinds
      CROSS JOIN LATERAL (SELECT count(*)::int AS used FROM wishes w
        WHERE (w.organization_id, w.feature_key, w.nth) = (s.id, f.key, nth)) AS uses
      CROSS JOIN LATERAL (SELECT nth = 1 AND s.n % 10 = 0 AS over) AS overuse`
const activations = `
  INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by, confirmed_at, dropped_at, drop_cause)
    SELECT uuidv7(), w.organization_id, w.device_id, p.id, w.feature_key, 'system:benchmark', CASE WHEN w.i % 10 > 0 THEN now() END,
      CASE WHEN p.term = ANY (ended) THEN now() END, CASE WHEN p.term = ANY (ended) THEN p.term END
    FROM (SELECT ARRAY['expired', 'suspended', 'revoked'] AS ended) AS terms, wishes w
      JOIN license_pools p ON (p.organization_id, p.feature_key, p.order_number) = (w.organization_id, w.feature_key, w.nth::text)`

/** Of what is in force or suspended, from the rows themselves and not from what was counted along with them. */
const recount = `
  WITH pools AS (SELECT *, units - active - reserved - transferred AS rest, origin = 'trial' AS trying FROM license_pools
      WHERE term NOT IN ('expired', 'revoked')),
    ending AS (SELECT feature_key, units, valid_until - now() AS left FROM license_pools
      WHERE valid_until > now() AND origin NOT IN ('trial', 'vendor') AND revoked_at IS NULL)
  SELECT f AS "featureKey", p.*, a.*, e.* FROM unnest($1::text[]) AS f,
    LATERAL (SELECT coalesce(sum(units) FILTER (WHERE NOT trying), 0)::int AS purchased,
        coalesce(sum(active) FILTER (WHERE NOT trying), 0)::int AS assigned,
        coalesce(sum(reserved) FILTER (WHERE NOT trying), 0)::int AS reserved,
        coalesce(sum(transferred) FILTER (WHERE NOT trying), 0)::int AS transferred,
        coalesce(sum(rest) FILTER (WHERE NOT trying AND rest > 0 AND term = 'valid'), 0)::int AS free,
        coalesce(-sum(rest) FILTER (WHERE NOT trying AND rest < 0), 0)::int AS over,
        coalesce(sum(active) FILTER (WHERE trying), 0)::int AS trial FROM pools WHERE feature_key = f) AS p,
    LATERAL (SELECT count(*) FILTER (WHERE confirmed_at IS NOT NULL AND dropped_at IS NULL)::int AS confirmed,
        count(dropped_at)::int AS dropped FROM activations WHERE feature_key = f) AS a,
    LATERAL (SELECT coalesce(sum(units) FILTER (WHERE "left" <= interval '30 days'), 0)::int AS expiring30,
        coalesce(sum(units) FILTER (WHERE "left" <= interval '60 days'), 0)::int AS expiring60,
        coalesce(sum(units) FILTER (WHERE "left" <= interval '90 days'), 0)::int AS expiring90 FROM ending WHERE feature_key = f) AS e
  ORDER BY f`

/**
 * Fills an empty, migrated database. Of all triggers only those run that say where a pool stands and that count, so that
 * positions are what the product makes of them; nobody asks after the rest.
 */
async function seed(client: pg.Client, partnerId: string, size: number, count: number): Promise<void> {
  await client.query('SET session_replication_role = replica; SET synchronous_commit = off')
  await client.query(`INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'partner', 'Partner', 'partner')`, [
    partnerId,
  ])
  await client.query(customers, [size, count])
  await client.query(organizations)
  await client.query(grants, [partnerId, FOUNDING_GRANT_RIGHTS])
  await client.query(devices)
  await client.query(wishes, [FEATURE_KEYS])
  await client.query(`UPDATE devices SET features = w.keys FROM
    (SELECT device_id, array_agg(feature_key ORDER BY feature_key) AS keys FROM wishes GROUP BY device_id) AS w WHERE id = w.device_id`)
  await client.query('CREATE INDEX ON wishes (organization_id, feature_key, nth)')
  await client.query('ANALYZE wishes; ANALYZE shares; SET session_replication_role = origin')
  for (const table of ['license_pools', 'activations'])
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; ALTER TABLE ${table} ENABLE TRIGGER count_inserted`)
  await client.query('ALTER TABLE license_pools ENABLE TRIGGER begin_review')
  await client.query(pools, [FEATURE_KEYS])
  await client.query('ANALYZE license_pools')
  await client.query(activations)
  for (const table of ['license_pools', 'activations']) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  await client.query('VACUUM (ANALYZE)')
}

/** A partner with `count` customers, which have `size` devices together. */
export async function seedPartnerLicenses(url: string, size: number, count: number): Promise<LicensedPartner> {
  const partnerId = randomUUID()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await seed(client, partnerId, size, count)
  return {
    customers: count,
    path: `/organizations/${partnerId}/customers/licenses`,
    tokens: await issueApiTokens(url, partnerId, 20),
    recount: async () => (await client.query<CountedUnits>(recount, [FEATURE_KEYS])).rows,
    close: () => client.end(),
  }
}
