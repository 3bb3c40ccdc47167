import type { KeyEvent, KeyLife } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { type KeyEventAt, NOTHING_KNOWN } from './key-event.js'
import { LicenseKeyDeviceQueries } from './license-key-devices.queries.js'
import { type KeyCard, LicenseKeyLifeQueries, type RedeemedPool } from './license-key-life.queries.js'

const MOST_EVENTS = 1000
type Seen = { readonly name: string; readonly pool: RedeemedPool; readonly events: readonly KeyEventAt[] }

/**
 * Everything that happened to a key, to whoever issued or redeemed it. The issuer sees where it went and on which devices
 * only as long as the customer lets it: by a live grant that shows licences.
 */
@Injectable()
export class TellLifeOfKey {
  constructor(
    private readonly queries: LicenseKeyLifeQueries,
    private readonly devices: LicenseKeyDeviceQueries,
  ) {}

  async run(caller: Caller, keyId: string): Promise<KeyLife> {
    const card = await this.queries.card(keyId)
    if (!card) throw notFound()
    const isIssuer = card.issuerId === caller.organizationId
    const events: KeyEventAt[] = isIssuer ? await this.queries.ofIssuer(caller.organizationId, keyId) : [issued(card)]
    const customer = await this.nameOfRedeemer(caller, card)
    const seen = await this.redeemed(caller, card, customer)
    const known = seen?.events.find(({ kind }) => kind === 'redeemed')
    if (card.redeemedAt) events.push({ ...redeemed(card, customer), by: known?.by ?? null })
    events.push(...(seen?.events ?? []).filter((event) => event !== known))
    const validUntil = seen ? seen.pool.validUntil : card.validUntil
    if (validUntil && validUntil <= new Date()) events.push({ ...NOTHING_KNOWN, at: validUntil, kind: 'expired' })
    return {
      id: card.id,
      featureKey: card.featureKey,
      units: card.units,
      hint: card.hint,
      state: card.state as KeyLife['state'],
      issuer: { id: card.issuerId, name: card.issuerName },
      redeemedInto:
        seen && card.redeemedBy
          ? { poolId: seen.pool.id, active: seen.pool.active, organization: { id: card.redeemedBy, name: seen.name } }
          : null,
      validUntil: validUntil?.toISOString() ?? null,
      events: inOrder(events),
    }
  }

  private async nameOfRedeemer(caller: Caller, { redeemedBy, issuerId }: KeyCard): Promise<string | null> {
    if (redeemedBy === null) return null
    if (redeemedBy !== caller.organizationId) return this.queries.customerName(issuerId, redeemedBy)
    return this.queries.ownName(redeemedBy)
  }

  private async redeemed(caller: Caller, card: KeyCard, name: string | null): Promise<Seen | null> {
    const { redeemedBy } = card
    if (redeemedBy === null || name === null) return null
    const elsewhere = redeemedBy !== caller.organizationId
    if (elsewhere && !(await this.queries.mayLookAcross(caller.organizationId, redeemedBy))) return null
    const db = this.queries.connection(elsewhere)
    const pool = await this.queries.poolOfKey(db, redeemedBy, card.id)
    if (!pool) return null
    const ofDevices = await this.devices.find(db, { organizationId: redeemedBy, poolId: pool.id }, elsewhere)
    const ofPool = elsewhere ? stopsOf(pool) : await this.queries.ofPool(redeemedBy, pool.id)
    return { name, pool, events: [...ofDevices, ...ofPool] }
  }
}

function issued({ createdAt }: KeyCard): KeyEventAt {
  return { ...NOTHING_KNOWN, at: createdAt, kind: 'issued' }
}

function redeemed({ redeemedAt, createdAt, redeemedBy }: KeyCard, name: string | null): KeyEventAt {
  const organization = redeemedBy && name !== null ? { id: redeemedBy, name } : null
  return { ...NOTHING_KNOWN, at: redeemedAt ?? createdAt, kind: 'redeemed', organization }
}

/** As far as the pool itself says: who stopped it is the customer's to know. */
function stopsOf({ suspendedAt, revokedAt }: RedeemedPool): KeyEventAt[] {
  return [
    ...(suspendedAt ? [{ ...NOTHING_KNOWN, at: suspendedAt, kind: 'suspended' as const }] : []),
    ...(revokedAt ? [{ ...NOTHING_KNOWN, at: revokedAt, kind: 'revoked' as const }] : []),
  ]
}

/** The order in which kinds follow one another when they happened in the same moment. */
const KINDS = [
  'issued',
  'recorded',
  'printed',
  'redeemed',
  'activated',
  'transferred',
  'confirmed',
  'suspended',
  'dropped',
  'extended',
  'resumed',
  'restored',
  'released',
  'revoked',
  'expired',
]

function inOrder(events: readonly KeyEventAt[]): KeyEvent[] {
  return events
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    .slice(-MOST_EVENTS)
    .map((event) => ({ ...event, at: event.at.toISOString() }))
}
