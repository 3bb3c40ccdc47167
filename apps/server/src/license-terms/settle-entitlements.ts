import type { AuditAction } from '@maestro/contract'
import type { DropCause } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, systemActor } from '../audit/audit.js'
import { PlanLicenses, type PlannedLicenses } from '../licenses/plan-licenses.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { officeHoursEnd } from './office-hours.js'
import type { ReviewedPool } from './pool-reviews.store.js'
import {
  dropActivations,
  type HoldingDevice,
  lockHoldingDevices,
  nextActivations,
  restoreActivations,
} from './settlements.store.js'

const AT_ONCE = 500
/** A device in a call is looked at again after so long. */
const LATER_MILLISECONDS = 60_000
/** And one that somebody holds: a transaction is short. */
const HELD_MILLISECONDS = 5_000
const NOBODY = '00000000-0000-0000-0000-000000000000'
const MAESTRO = systemActor('licenses')

type Settled = { readonly device: HoldingDevice; readonly cause: DropCause }
type Batch = { readonly last: string | null; readonly again: Date | null; readonly planned: PlannedLicenses | null }
type Part = {
  readonly organizationId: string
  readonly pool: ReviewedPool
  readonly dropped: boolean
  readonly now: Date
  /** Does it to the devices that can be touched now, and says to which it happened. */
  readonly act: (tx: Transaction, ready: readonly HoldingDevice[]) => Promise<readonly Settled[]>
  /** Until when a device must not be touched; null: not at all. */
  readonly hinders: (device: HoldingDevice) => Date | null
}

/** Makes what devices may use follow from what their pools cover. */
@Injectable()
export class SettleEntitlements {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly licenses: PlanLicenses,
  ) {}

  /** Drops all activations of a pool whose devices are idle; says when to look again for the others. */
  drop(organizationId: string, pool: ReviewedPool, cause: DropCause, now: Date): Promise<Date | null> {
    return this.settle({
      organizationId,
      pool,
      now,
      dropped: false,
      hinders: (device) => untouchableUntil(device, now),
      act: async (tx, ready) => {
        const ids = ready.map(({ activationId }) => activationId)
        const done = await dropActivations(tx, pool.id, ids, cause, now)
        return ready.flatMap((device) => (done.has(device.activationId) ? [{ device, cause }] : []))
      },
    })
  }

  /** Gives back what was dropped. In the books at once; that no call is disturbed is for the delivery to see to. */
  restore(organizationId: string, pool: ReviewedPool, now: Date): Promise<Date | null> {
    return this.settle({
      organizationId,
      pool,
      now,
      dropped: true,
      hinders: () => null,
      act: async (tx, ready) => {
        const ids = ready.map(({ activationId }) => activationId)
        const causes = await restoreActivations(tx, pool.id, ids, now)
        return ready.flatMap((device) => {
          const cause = causes.get(device.activationId)
          return cause ? [{ device, cause }] : []
        })
      },
    })
  }

  /** Batch after batch, each in a transaction of its own that nobody waits long for. */
  private async settle(part: Part): Promise<Date | null> {
    const { platform } = this
    let again: Date | null = null
    for (let after: string | null = NOBODY; after !== null; ) {
      const from: string = after
      const batch: Batch = await platform.transaction((tx) => this.settleBatch(tx, part, from))
      atStep('license-settlement.kept')
      await this.licenses.announce(batch.planned)
      again = earlier(again, batch.again)
      after = batch.last
    }
    return again
  }

  private async settleBatch(tx: Transaction, part: Part, after: string): Promise<Batch> {
    const { pool, organizationId, now } = part
    const found = await nextActivations(tx, pool.id, { dropped: part.dropped, after, atMost: AT_ONCE })
    const last = found.length < AT_ONCE ? null : (found.at(-1) ?? null)
    if (found.length === 0) return { last, again: null, planned: null }
    const devices = await lockHoldingDevices(tx, found)
    const held = devices.map((device) => ({ device, until: part.hinders(device) }))
    const ready = held.flatMap(({ device, until }) => (until ? [] : [device]))
    const settled = ready.length === 0 ? [] : await part.act(tx, ready)
    const busy = devices.length < found.length ? new Date(now.getTime() + HELD_MILLISECONDS) : null
    const again = held.reduce<Date | null>((first, { until }) => earlier(first, until), busy)
    return { last, again, planned: await this.bring(tx, organizationId, pool, part.dropped, settled) }
  }

  private async bring(
    tx: Transaction,
    organizationId: string,
    { featureKey }: ReviewedPool,
    isBack: boolean,
    settled: readonly Settled[],
  ): Promise<PlannedLicenses | null> {
    if (settled.length === 0) return null
    const action: AuditAction = isBack ? 'license.restored' : 'license.dropped'
    await this.audit.record(
      tx,
      organizationId,
      ...settled.map(({ device, cause }) => ({
        ...MAESTRO,
        action,
        objectKind: 'device',
        objectId: device.id,
        objectName: device.name,
        deviceId: device.id,
        roomId: device.roomId,
        before: { features: device.features },
        after: { features: featuresAfter(device, featureKey, isBack) },
        details: { feature: featureKey, cause },
      })),
    )
    const deviceIds = settled.map(({ device }) => device.id)
    this.platform.live.publish(organizationId, 'device', deviceIds)
    const changes = deviceIds.map((deviceId) => ({ deviceId, feature: featureKey, before: !isBack, after: isBack }))
    return this.licenses.plan(tx, MAESTRO, organizationId, changes, null)
  }
}

/**
 * Until when a device keeps what it is to lose: to the end of its call, and of the office hours of its room. One that may be
 * in a call, because nobody has heard of it lately, counts as in one. What is not connected is not disturbed by its books:
 * the licence file of a device that is offline ends by itself.
 */
function untouchableUntil(device: HoldingDevice, now: Date): Date | null {
  if (device.state !== 'active' || device.management === 'recorded') return null
  if (device.connection !== 'online' && device.connection !== 'unknown') return null
  if (device.inCall || device.connection === 'unknown') return new Date(now.getTime() + LATER_MILLISECONDS)
  return device.timeZone === null ? null : officeHoursEnd(device.officeHours, device.timeZone, now)
}

function featuresAfter(device: HoldingDevice, featureKey: string, isBack: boolean): readonly string[] {
  const others = device.features.filter((feature) => feature !== featureKey)
  return isBack ? [...others, featureKey].sort() : others
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}
