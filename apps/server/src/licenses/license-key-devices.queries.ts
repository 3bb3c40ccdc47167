import { type DB, type Kysely, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { grouped } from '../configuration/grouped.js'
import { type KeyEventAt, NOTHING_KNOWN } from './key-event.js'

const MOST_EVENTS = 1000

type Row = Pick<KeyEventAt, 'at' | 'kind' | 'by' | 'why' | 'cause'> & {
  /** To the microsecond: what one transaction did. */
  readonly moment: string
  readonly deviceId: string
  readonly name: string | null
}
type Whose = { readonly organizationId: string; readonly poolId: string }

/** Who had units of a pool. Times are rounded as the key's own and the audit's are, so that they compare. */
const spans = ({ organizationId, poolId }: Whose) => sql`
  SELECT h.id, h.device_id, h.feature_key, lower(h.valid_during) AS began, upper(h.valid_during) AS ended, h.dropped_at, h.drop_cause,
      row_number() OVER life = 1 AS is_first, lead(h.id) OVER life IS NULL AS is_last, lag(h.dropped_at) OVER life AS former_drop
    FROM activation_history h WHERE h.organization_id = ${organizationId}::uuid AND h.pool_id = ${poolId}::uuid
    WINDOW life AS (PARTITION BY h.id ORDER BY lower(h.valid_during))`

const happened = sql`
  SELECT began AS moment, device_id, feature_key, drop_cause AS cause,
      CASE WHEN is_first THEN 'activated' WHEN dropped_at IS NULL THEN 'restored' ELSE 'dropped' END AS kind
    FROM spans WHERE is_first OR (dropped_at IS NULL) <> (former_drop IS NULL)
  UNION ALL SELECT ended, device_id, feature_key, NULL, 'released' FROM spans WHERE is_last AND ended IS NOT NULL`

/** Which devices had units of the pool that a key became, and what befell them. */
@Injectable()
export class LicenseKeyDeviceQueries {
  /** Of the organization at work the audit says by whom and why; of another it is not asked. */
  async find(db: Kysely<DB>, whose: Whose, isElsewhere: boolean): Promise<KeyEventAt[]> {
    const { organizationId } = whose
    const known = isElsewhere
      ? { columns: sql`NULL AS by, NULL AS why`, join: sql`` }
      : { columns: sql`a.actor_name AS by, a.reason AS why`, join: auditOf(organizationId) }
    const { rows } = await sql<Row>`
      WITH spans AS (${spans(whose)}), happened AS (${happened}),
        latest AS (SELECT * FROM happened ORDER BY moment DESC LIMIT ${MOST_EVENTS})
      SELECT e.moment::timestamptz(3) AS at, e.moment::text AS moment, e.kind, e.cause, e.device_id AS "deviceId", d.name, ${known.columns}
        FROM latest e LEFT JOIN devices d ON d.organization_id = ${organizationId}::uuid AND d.id = e.device_id ${known.join}
        ORDER BY e.moment`.execute(db)
    const confirmed = await this.confirmed(db, whose, isElsewhere)
    return [...transfersJoined(rows), ...confirmed]
  }

  /** That a device has said itself that it holds the licence: of activations that stand, and of own ones that are over. */
  private async confirmed(db: Kysely<DB>, whose: Whose, isElsewhere: boolean): Promise<KeyEventAt[]> {
    const { organizationId, poolId } = whose
    const former = isElsewhere ? sql`` : sql`UNION ALL (${confirmedBefore(whose)})`
    const { rows } = await sql<Pick<Row, 'at' | 'deviceId' | 'name'>>`
      WITH spans AS (${spans(whose)})
      SELECT c.at, c.device_id AS "deviceId", d.name FROM (
        SELECT confirmed_at AS at, device_id FROM activations
          WHERE organization_id = ${organizationId}::uuid AND pool_id = ${poolId}::uuid AND confirmed_at IS NOT NULL ${former}) AS c
        LEFT JOIN devices d ON d.organization_id = ${organizationId}::uuid AND d.id = c.device_id
        ORDER BY c.at DESC LIMIT ${MOST_EVENTS}`.execute(db)
    return rows.map(({ at, deviceId, name }) => ({
      ...NOTHING_KNOWN,
      at,
      kind: 'confirmed',
      by: isElsewhere ? null : name,
      device: { id: deviceId, name: name ?? '' },
    }))
  }
}

/** What was done in the same transaction with the same device. */
function auditOf(organizationId: string): RawBuilder<unknown> {
  return sql`LEFT JOIN LATERAL (SELECT actor_name, reason FROM audit_entries
      WHERE organization_id = ${organizationId}::uuid AND device_id = e.device_id AND at = e.moment::timestamptz(3)
        AND (action IN ('license.activated', 'license.released', 'license.transferred', 'license.dropped', 'license.restored',
            'license.taken-over') AND details ->> 'feature' = e.feature_key OR action IN ('device.replaced', 'device.retired'))
      ORDER BY id LIMIT 1) AS a ON true`
}

function confirmedBefore({ organizationId }: Whose): RawBuilder<unknown> {
  return sql`
    SELECT a.at, s.device_id FROM (SELECT id, device_id, feature_key, min(began) AS began, max(ended) AS ended FROM spans
        GROUP BY id, device_id, feature_key HAVING bool_and(ended IS NOT NULL) ORDER BY max(ended) DESC LIMIT ${MOST_EVENTS}) AS s,
      LATERAL (SELECT at FROM audit_entries WHERE organization_id = ${organizationId}::uuid AND device_id = s.device_id
        AND at BETWEEN s.began AND s.ended AND action = 'license.confirmed' AND details -> 'features' ? s.feature_key
        ORDER BY at, id LIMIT 1) AS a`
}

/** A unit that one device gave up and another took in one transaction was handed on. */
function transfersJoined(rows: readonly Row[]): KeyEventAt[] {
  const moments = grouped(rows, ({ moment }) => moment)
  return [...moments.values()].flatMap((together) => {
    const [released, activated, ...more] = together.toSorted((one, other) => (one.kind < other.kind ? 1 : -1))
    if (released?.kind !== 'released' || activated?.kind !== 'activated' || more.length > 0)
      return together.map((row) => eventOf(row))
    return [{ ...eventOf(activated), kind: 'transferred' as const, from: deviceOf(released) }]
  })
}

function eventOf({ at, kind, by, why, cause, ...device }: Row): KeyEventAt {
  return { ...NOTHING_KNOWN, at, kind, by, why, cause: kind === 'dropped' ? cause : null, device: deviceOf(device) }
}

function deviceOf({ deviceId, name }: Pick<Row, 'deviceId' | 'name'>) {
  return { id: deviceId, name: name ?? '' }
}
