import { inFlightLimit } from '@maestro/domain'
import { type Audit, systemActor } from '../audit/audit.js'
import type { ReleaseConfiguration } from '../configuration/release-configuration.js'
import { freezesNow } from '../freeze-periods/freezes-now.queries.js'
import { apart } from '../platform/apart.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { isNews, type Step, tellOf } from './deliver-targets.js'
import { tryEnterDeployment } from './deployments.store.js'
import { hindranceOf } from './hindrance.js'
import { judgeDeployments } from './judge-rings.js'
import { openRings, type RingFlight } from './rings.store.js'
import { targetRecord } from './target-audit.js'
import {
  apartFrom,
  claimReleasable,
  claimTargets,
  holdDevices,
  MOST_AT_ONCE,
  type OpenTarget,
  ofDevices,
  openIds,
  released,
  saveTransitions,
  waitingFor,
  wakeTargets,
} from './targets.store.js'

/** What was sent longer ago than this counts no longer as being on its way. */
const FLIGHT_SECONDS = 10
/** The part of a ring's limit that must be free. */
const WORTHWHILE = 4
const LEAST_AT_ONCE = 50
const TRANSACTION = { timeout: 30_000, maxWait: 10_000 } as const

/** `busy`: somebody else is at it. `full`: enough are on their way. `more`: another batch may be released at once. */
export type Released = 'busy' | 'full' | 'none' | 'all' | 'more'

/**
 * Makes a deployment's values the wish of those devices that can be sent to now, one batch. It is committed before
 * anything is sent: a number that a device has seen must never come to stand for something else.
 */
export class ReleaseTargets {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly configuration: ReleaseConfiguration,
  ) {}

  async run(organizationId: string, deploymentId: string): Promise<Released> {
    const { steps, outcome } = await this.platform.database.prisma.$transaction(
      (tx) => this.batch(tx, organizationId, deploymentId),
      TRANSACTION,
    )
    atStep('release.committed')
    tellOf(this.platform, organizationId, steps)
    const woken = await wakeTargets(this.platform.database.prisma, waitingFor(steps))
    return woken.length > 0 ? 'more' : outcome
  }

  private async batch(
    tx: Transaction,
    organizationId: string,
    deploymentId: string,
  ): Promise<{ steps: Step[]; outcome: Released }> {
    if (!(await tryEnterDeployment(tx, deploymentId))) return { steps: [], outcome: 'busy' }
    const deployment = await tx.deployment.findUnique({
      where: { id: deploymentId },
      select: { state: true, kind: true },
    })
    if (deployment?.state !== 'running') return { steps: [], outcome: 'none' }
    const room = new Room(await openRings(tx, deploymentId, FLIGHT_SECONDS), deployment.kind)
    // A batch costs the same however small it is; when some of those on their way have answered, the next one follows.
    if (room.free * WORTHWHILE < room.limit) return { steps: [], outcome: 'full' }
    const atMost = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, 2 * room.free))
    const claimed = await claimReleasable(tx, deploymentId, room.positions, atMost)
    if (claimed.length === 0) return { steps: [], outcome: 'none' }
    const steps = await this.decide(tx, organizationId, deploymentId, claimed, room)
    await saveTransitions(tx, steps)
    atStep('release.written')
    await judgeDeployments(
      tx,
      this.audit,
      organizationId,
      steps.map(({ target }) => target.deploymentId),
    )
    await this.audit.record(
      tx,
      organizationId,
      ...steps.filter(isNews).map((step) => targetRecord(systemActor('deployments'), step.target, step)),
    )
    const isMore = claimed.length === atMost && room.free > 0
    return { steps, outcome: isMore ? 'more' : 'all' }
  }

  private async decide(
    tx: Transaction,
    organizationId: string,
    deploymentId: string,
    claimed: readonly OpenTarget[],
    room: Room,
  ): Promise<Step[]> {
    const freezes = await freezesNow(tx)
    const now = new Date()
    const waiting: Step[] = []
    const ready: OpenTarget[] = []
    for (const target of claimed) {
      const hindrance = hindranceOf(target, freezes, now)
      if (hindrance) {
        const reason = { code: hindrance.code, params: {} }
        waiting.push({ target, to: 'waiting', reason, nextAttemptAt: hindrance.until })
      } else if (room.take(target)) ready.push(target)
    }
    const { free, older } = await this.takeTheirPlace(tx, deploymentId, ready)
    await holdDevices(
      tx,
      [...waiting.map(({ target }) => target), ...free].map(({ deviceId }) => deviceId),
    )
    const released = await apart(
      tx,
      free,
      (some) => this.release(tx, organizationId, deploymentId, some),
      (target, error) => this.giveUp(target, error),
    )
    const renewed = new Set(released.filter((step) => step.release).map(({ target }) => target.deviceId))
    const reason = { code: 'superseded-by-newer' as const, params: {} }
    const replaced = older
      .filter(({ deviceId }) => renewed.has(deviceId))
      .map((target): Step => ({ target, to: 'superseded', reason }))
    return [...waiting, ...replaced, ...released]
  }

  /**
   * What was released to the same devices before and is still open ends here. A device on whose targets somebody else
   * works is left for the next time: who holds one and waits for another might be waited for.
   */
  private async takeTheirPlace(
    tx: Transaction,
    deploymentId: string,
    ready: readonly OpenTarget[],
  ): Promise<{ free: OpenTarget[]; older: OpenTarget[] }> {
    const theirs = apartFrom(deploymentId, released(ofDevices(ready.map(({ deviceId }) => deviceId))))
    const all = await openIds(tx, theirs)
    if (all.length === 0) return { free: [...ready], older: [] }
    const held = await claimTargets(tx, theirs, all.length)
    const heldIds = new Set(held.map(({ id }) => id))
    const busy = new Set(all.filter(({ id }) => !heldIds.has(id)).map(({ deviceId }) => deviceId))
    return { free: ready.filter(({ deviceId }) => !busy.has(deviceId)), older: held }
  }

  private async release(
    tx: Transaction,
    organizationId: string,
    deploymentId: string,
    targets: readonly OpenTarget[],
  ): Promise<Step[]> {
    const wishes = targets.map((target) => ({ deviceId: target.deviceId, stackId: stackOf(target), deploymentId }))
    const outcomes = await this.configuration.releaseStacks(tx, organizationId, wishes)
    return targets.map((target): Step => {
      const outcome = outcomes.get(target.deviceId) ?? { refused: 'device-moved' as const }
      if ('refused' in outcome) return { target, to: 'cancelled', reason: { code: outcome.refused, params: {} } }
      // A second try must not take its own layers for those before it.
      const previousStackId = target.currentStackId === stackOf(target) ? target.previousStackId : target.currentStackId
      const reason = target.reasonCode ? { code: target.reasonCode, params: {} } : null
      const release = { version: outcome.version, previousStackId }
      return { target, to: target.state, reason, nextAttemptAt: new Date(), release }
    })
  }

  private giveUp(target: OpenTarget, error: unknown): Step {
    const { deviceId, deploymentId } = target
    this.platform.log.error({ err: error, deviceId, deploymentId }, 'what a device should have cannot be worked out')
    return { target, to: 'failed', reason: { code: 'release-failed', params: {} } }
  }
}

/** A licence comes with the layers that the device has when it is released, whatever it had when it was planned. */
function stackOf({ kind, stackId, currentStackId }: OpenTarget): string | null {
  return kind === 'license' ? currentStackId : stackId
}

/** How many more of each ring may be on their way. */
class Room {
  private readonly left: Map<number, number>
  readonly limit: number

  constructor(rings: readonly RingFlight[], kind: string) {
    // No threshold stops licences: so many may be on their way as are released at once.
    const limitOf = (total: number) => (kind === 'license' ? MOST_AT_ONCE : inFlightLimit(total))
    this.limit = rings.reduce((sum, { total }) => sum + limitOf(total), 0)
    this.left = new Map(rings.map(({ position, total, inFlight }) => [position, limitOf(total) - inFlight]))
  }

  get free(): number {
    return [...this.left.values()].reduce((sum, left) => sum + Math.max(0, left), 0)
  }

  get positions(): number[] {
    return [...this.left].filter(([, left]) => left > 0).map(([position]) => position)
  }

  /** A forced one needs no open ring. */
  take({ ring, forced }: OpenTarget): boolean {
    const left = this.left.get(ring)
    if (left === undefined) return forced
    if (left <= 0) return false
    this.left.set(ring, left - 1)
    return true
  }
}
