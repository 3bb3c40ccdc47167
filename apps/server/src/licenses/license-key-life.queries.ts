import { type DB, type Kysely, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Across } from '../platform/access/across.js'
import { Platform } from '../platform/platform.js'
import { type KeyEventAt, NOTHING_KNOWN } from './key-event.js'
import { organizationNames } from './organization-names.queries.js'

const MOST_EVENTS = 1000

/** A key as its issuer and whoever redeemed it may know it. */
export type KeyCard = {
  readonly id: string
  readonly issuerId: string
  readonly issuerName: string
  readonly featureKey: string
  readonly units: number
  readonly hint: string
  readonly state: string
  readonly redeemedBy: string | null
  readonly redeemedAt: Date | null
  readonly createdAt: Date
  readonly validUntil: Date | null
}
export type RedeemedPool = {
  readonly id: string
  readonly active: number
  readonly validUntil: Date | null
  readonly suspendedAt: Date | null
  readonly revokedAt: Date | null
}

/** What happened to a key: from its row, the audit, and the history of activations. */
@Injectable()
export class LicenseKeyLifeQueries {
  constructor(
    private readonly platform: Platform,
    private readonly across: Across,
  ) {}

  async card(keyId: string): Promise<KeyCard | null> {
    const { rows } = await sql<KeyCard>`
      SELECT id, issuer_id AS "issuerId", issuer_name AS "issuerName", feature_key AS "featureKey", units, hint, state,
        redeemed_by AS "redeemedBy", redeemed_at AS "redeemedAt", created_at AS "createdAt", valid_until AS "validUntil"
      FROM system.license_key_card(${keyId}::uuid)`.execute(this.platform.database.kysely)
    return rows[0] ?? null
  }

  /** A customer's name, for the partner it gave a live grant; null to everybody else. */
  async customerName(partnerId: string, customerId: string): Promise<string | null> {
    const { rows } = await sql<{ name: string }>`
      SELECT c.name FROM system.customers_of(${partnerId}::uuid) AS mine (id), LATERAL system.organization_card(mine.id) AS c
      WHERE mine.id = ${customerId}::uuid LIMIT 1`.execute(this.platform.database.kysely)
    return rows[0]?.name ?? null
  }

  async ownName(organizationId: string): Promise<string | null> {
    const names = await organizationNames(this.platform, [organizationId])
    return names.get(organizationId) ?? null
  }

  /** Whether the grant shows its partner the customer's licences; one that is bound to places does not show all of them. */
  async mayLookAcross(partnerId: string, customerId: string): Promise<boolean> {
    const { rows } = await sql`
      SELECT 1 FROM grants WHERE organization_id = ${customerId}::uuid AND partner_id = ${partnerId}::uuid AND ended_at IS NULL
        AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now()) AND 'licenses.view' = ANY (rights)
        AND location_ids = '{}'`.execute(this.across.kysely)
    return rows.length > 0
  }

  /** Where the rows of another organization are read; the own ones with the ordinary connection. */
  connection(elsewhere: boolean): Kysely<DB> {
    return elsewhere ? this.across.kysely : this.platform.database.kysely
  }

  async poolOfKey(db: Kysely<DB>, organizationId: string, keyId: string): Promise<RedeemedPool | null> {
    const { rows } = await sql<RedeemedPool>`
      SELECT id, active, valid_until AS "validUntil", suspended_at AS "suspendedAt", revoked_at AS "revokedAt" FROM license_pools
      WHERE organization_id = ${organizationId}::uuid AND source_key_id = ${keyId}::uuid`.execute(db)
    return rows[0] ?? null
  }

  /** From the issuer's own row and audit. */
  async ofIssuer(organizationId: string, keyId: string): Promise<KeyEventAt[]> {
    const { rows } = await sql<Partial<KeyEventAt> & Pick<KeyEventAt, 'at' | 'kind'>>`
      SELECT k.created_at AS at, CASE k.state WHEN 'recorded' THEN 'recorded' ELSE 'issued' END AS kind, k.created_by AS by,
          CASE WHEN d.id IS NULL THEN NULL ELSE jsonb_build_object('id', d.id, 'name', d.name) END AS device,
          k.evidence AS why
        FROM license_keys k LEFT JOIN devices d ON d.id = k.device_id
        WHERE k.organization_id = ${organizationId}::uuid AND k.id = ${keyId}::uuid
      UNION ALL
      (SELECT a.at, CASE a.action WHEN 'license-key.revoked' THEN 'revoked' ELSE 'printed' END, a.actor_name, NULL, a.reason
        FROM license_keys k JOIN audit_entries a ON a.organization_id = k.organization_id
          AND (a.action IN ('license-key.printed', 'license-key.revoked') AND a.object_id = k.id::text
            OR a.action = 'license-keys.printed' AND a.object_id = k.key_order_id::text)
        WHERE k.organization_id = ${organizationId}::uuid AND k.id = ${keyId}::uuid ORDER BY a.at DESC LIMIT ${MOST_EVENTS})`.execute(
      this.platform.database.kysely,
    )
    return rows.map((row) => ({ ...NOTHING_KNOWN, ...row }))
  }

  /** When the pool that the key became was redeemed, stopped, let go again and extended; known to its owner. */
  async ofPool(organizationId: string, poolId: string): Promise<KeyEventAt[]> {
    const { rows } = await sql<Partial<KeyEventAt> & Pick<KeyEventAt, 'at' | 'kind'>>`
      SELECT a.at, CASE a.action WHEN 'license-pool.changed' THEN 'extended' ELSE split_part(a.action, '.', 2) END AS kind,
        a.actor_name AS by, a.reason AS why,
        CASE WHEN a.action IN ('license-pool.changed', 'license-pool.extended') THEN a.after ->> 'validUntil' END AS until
      FROM audit_entries a WHERE a.organization_id = ${organizationId}::uuid AND a.object_kind = 'license-pool' AND a.object_id = ${poolId}
        AND (a.action IN ('license-key.redeemed', 'license-pool.suspended', 'license-pool.resumed', 'license-pool.revoked',
            'license-pool.extended') OR a.action = 'license-pool.changed' AND a.after ->> 'validUntil' IS NOT NULL)
      ORDER BY a.at DESC, a.id DESC LIMIT ${MOST_EVENTS}`.execute(this.platform.database.kysely)
    return rows.map((row) => ({ ...NOTHING_KNOWN, ...row }))
  }
}
