import type { LicensePool, routes } from '@maestro/contract'
import { decidePoolChange, type OverUse } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf, systemActor } from '../audit/audit.js'
import { reviewSoon } from '../license-terms/review-soon.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'
import { asLicensePool, type PoolRow } from './licenses.store.js'
import { extendGivenPools, type GivenPool, lockWithGivenPools } from './units.store.js'

type Change = InputOf<typeof routes.licensePools.change>['body']
type Fields = Partial<Pick<PoolRow, (typeof FIELDS)[number]>>
const FIELDS = ['units', 'validFrom', 'validUntil', 'graceDays', 'overuse', 'orderNumber'] as const

/**
 * Changes a pool: units up and down, its term, its grace. All but the order number is the operator's alone, for units are
 * money. A later end renews also what was given out of the pool on the same term, whose owners read it in their audits.
 */
@Injectable()
export class ChangePool {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, input: InputOf<typeof routes.licensePools.change>): Promise<LicensePool> {
    const { row, extended } = await this.platform.transaction((tx) => this.change(tx, caller, input))
    const changed = [{ organizationId: caller.organizationId, poolId: row.id }, ...extended]
    for (const owner of new Set(changed.map(({ organizationId }) => organizationId))) {
      const own = changed.filter(({ organizationId }) => organizationId === owner)
      await reviewSoon(
        this.platform,
        owner,
        own.map(({ poolId }) => poolId),
      )
      this.platform.live.publish(owner, 'license', [])
    }
    return showPool(row)
  }

  private async change(
    tx: Transaction,
    caller: Caller,
    { params, body, ifMatch }: InputOf<typeof routes.licensePools.change>,
  ): Promise<{ row: PoolRow; extended: readonly GivenPool[] }> {
    await lockWithGivenPools(tx, params.poolId)
    const former = await tx.licensePool.findFirst({ where: { id: params.poolId } })
    if (!former) throw notFound()
    requireVersion(former.version, ifMatch)
    const fields = changedFields(former, body)
    const names = FIELDS.filter((name) => name in fields)
    if (names.length === 0) return { row: former, extended: [] }
    if (names.some((name) => name !== 'orderNumber')) await refuseNonOperator(tx, caller)
    refuseWrong(former, fields)
    const data = { ...fields, version: { increment: 1 } }
    const row = await tx.licensePool.update({ where: { id: former.id }, data })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'license-pool.changed',
      objectKind: 'license-pool',
      objectId: row.id,
      objectName: row.featureKey,
      before: Object.fromEntries(names.map((name) => [name, former[name]])),
      after: Object.fromEntries(names.map((name) => [name, row[name]])),
      reason: body.why,
    })
    return { row, extended: await this.extendGiven(tx, caller, former, row) }
  }

  private async extendGiven(
    tx: Transaction,
    caller: Caller,
    former: PoolRow,
    row: PoolRow,
  ): Promise<readonly GivenPool[]> {
    if (!former.validUntil || !row.validUntil || row.validUntil <= former.validUntil) return []
    const given = await extendGivenPools(tx, row.id, former.validUntil, row.validUntil)
    for (const { organizationId, poolId, featureKey } of given) {
      await this.audit.recordElsewhere(tx, caller.organizationId, organizationId, {
        ...systemActor('licenses'),
        action: 'license-pool.extended',
        objectKind: 'license-pool',
        objectId: poolId,
        objectName: featureKey,
        before: { validUntil: former.validUntil },
        after: { validUntil: row.validUntil },
      })
    }
    return given
  }
}

async function refuseNonOperator(tx: Transaction, caller: Caller): Promise<void> {
  const { kind } = await tx.organization.findUniqueOrThrow({ where: { id: caller.organizationId } })
  if (kind !== 'operator') throw new Refused('license-pool.only-operator')
}

/** What of the wish differs from how it is. */
function changedFields(row: PoolRow, { validFrom, validUntil, ...body }: Change): Fields {
  const wish = { ...body, validFrom: asDate(validFrom), validUntil: asDate(validUntil) }
  const changed = FIELDS.filter((name) => wish[name] !== undefined && textOf(wish[name]) !== textOf(row[name]))
  return Object.fromEntries(changed.map((name) => [name, wish[name]])) as Fields
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function asDate(text: string | null | undefined): Date | null | undefined {
  return typeof text === 'string' ? new Date(text) : text
}

function refuseWrong(row: PoolRow, fields: Fields): void {
  const { used, overUse } = asLicensePool(row)
  const { origin, units, validFrom: from, validUntil: to, revokedAt } = row
  const decision = decidePoolChange(
    { origin, units, used, overUse, from, to, revokedAt },
    {
      units: fields.units,
      overUse: fields.overuse as OverUse | undefined,
      from: fields.validFrom,
      to: fields.validUntil,
    },
  )
  if (!decision.ok) throw new Refused(decision.code, decision.params)
}
