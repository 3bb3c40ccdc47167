import type { AuditAction, LicensePool, routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { reviewSoon } from '../license-terms/review-soon.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'
import { lockPools, type PoolRow, poolById } from './licenses.store.js'

type Act = InputOf<typeof routes.licensePools.resume>
type Stop = Partial<Pick<PoolRow, 'suspendedAt' | 'revokedAt'>>

/**
 * Stops the units of a pool: for the time being, or for good. Whoever may manage licences here may, for the units are this
 * organization's own; what was given out of the pool is not touched.
 */
@Injectable()
export class StopPool {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  suspend(caller: Caller, act: Act): Promise<LicensePool> {
    return this.run(caller, act, 'license-pool.suspended', ({ suspendedAt }) =>
      suspendedAt ? {} : { suspendedAt: new Date() },
    )
  }

  resume(caller: Caller, act: Act): Promise<LicensePool> {
    return this.run(caller, act, 'license-pool.resumed', ({ suspendedAt }) =>
      suspendedAt ? { suspendedAt: null } : {},
    )
  }

  revoke(caller: Caller, act: Act): Promise<LicensePool> {
    return this.run(caller, act, 'license-pool.revoked', () => ({ revokedAt: new Date() }))
  }

  private async run(
    caller: Caller,
    act: Act,
    action: AuditAction,
    change: (row: PoolRow) => Stop,
  ): Promise<LicensePool> {
    const row = await this.platform.transaction((tx) => this.change(tx, caller, act, action, change))
    await reviewSoon(this.platform, caller.organizationId, [row.id])
    this.platform.live.publish(caller.organizationId, 'license', [])
    return showPool(row)
  }

  private async change(
    tx: Transaction,
    caller: Caller,
    { params, body, ifMatch }: Act,
    action: AuditAction,
    change: (row: PoolRow) => Stop,
  ): Promise<PoolRow> {
    const [former] = await lockPools(tx, poolById(params.poolId))
    if (!former) throw notFound()
    requireVersion(former.version, ifMatch)
    if (former.origin === 'vendor') throw new Refused('license-pool.of-vendor')
    if (former.revokedAt) throw new Refused('license-pool.revoked')
    const stop = change(former)
    const names = Object.keys(stop) as (keyof Stop)[]
    if (names.length === 0) return former
    const row = await tx.licensePool.update({
      where: { id: former.id },
      data: { ...stop, version: { increment: 1 } },
    })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action,
      objectKind: 'license-pool',
      objectId: row.id,
      objectName: row.featureKey,
      before: Object.fromEntries(names.map((name) => [name, former[name]])),
      after: Object.fromEntries(names.map((name) => [name, row[name]])),
      reason: body.why,
    })
    return row
  }
}
