import type { RingPlan, RingThresholds } from './rings.js'
import type { FailedReason } from './target-reason.js'
import { TARGET_STATES, type TargetState } from './target-state.js'

export type TargetCounts = Readonly<Record<TargetState, number>>

export type RingFacts = {
  readonly counts: TargetCounts
  /** Of those that failed; what is left out is none. */
  readonly failuresByReason: Readonly<Partial<Record<FailedReason, number>>>
  /** Of those that wait: because they are offline. */
  readonly waitingOffline: number
}

export type RingVerdict = 'stop' | 'succeeded' | 'open-so-far'

export type RingJudgement = {
  readonly verdict: RingVerdict
  /** Targets of the ring without the superseded and cancelled ones. */
  readonly targets: number
  /** Of these, those that do not wait for being offline: what success is measured by. */
  readonly reachable: number
  readonly confirmed: number
  /** The failures that count. */
  readonly failed: number
  /** Confirmed and failed, whatever for: what failures are measured by. */
  readonly done: number
  /** Nothing reachable is under way and the success asked for was not reached: a person must decide. */
  readonly outOfReach: boolean
  /** It has targets, and all of them wait for being offline: whether it goes well, nobody can say. */
  readonly unanswered: boolean
}

/**
 * How a ring does. It stops when enough are done and the failures that count are more than their percentage of them. It has
 * succeeded when it has no targets, or when at least one confirmed and the confirmed reach their percentage of the reachable:
 * devices that are offline hold up nothing as long as there are others, and get theirs when they come back. A ring of
 * which nobody answers proves nothing, and waits. Failure is judged first.
 */
export function judgeRing(thresholds: RingThresholds, facts: RingFacts): RingJudgement {
  const { counts } = facts
  const sum = TARGET_STATES.reduce((total, state) => total + counts[state], 0)
  const targets = sum - counts.superseded - counts.cancelled
  const reachable = Math.max(0, targets - facts.waitingOffline)
  const failed = failuresThatCount(thresholds, facts)
  const done = counts.confirmed + counts.failed
  const calm = { targets, reachable, confirmed: counts.confirmed, failed, done, outOfReach: false, unanswered: false }
  if (tripped(thresholds, failed, done)) return { verdict: 'stop', ...calm }
  if (targets === 0 || succeeded(thresholds, counts.confirmed, reachable)) return { verdict: 'succeeded', ...calm }
  const unanswered = reachable === 0
  return { verdict: 'open-so-far', ...calm, unanswered, outOfReach: !unanswered && done >= reachable }
}

function failuresThatCount({ failureKinds }: RingThresholds, { counts, failuresByReason }: RingFacts): number {
  if (failureKinds.length === 0) return counts.failed
  return [...new Set(failureKinds)].reduce((sum, kind) => sum + (failuresByReason[kind] ?? 0), 0)
}

function tripped({ failurePercent, failureMinimum }: RingThresholds, failed: number, done: number): boolean {
  if (failurePercent === null || failed === 0 || done < failureMinimum) return false
  return failed * 100 > failurePercent * done
}

function succeeded({ successPercent }: RingThresholds, confirmed: number, reachable: number): boolean {
  return confirmed > 0 && confirmed * 100 >= successPercent * reachable
}

export type OpenRing = {
  /** From 0. */
  readonly position: number
  /** Null: it has not succeeded yet. */
  readonly succeededAt: Date | null
  /** Without the superseded and cancelled ones. */
  readonly targets: number
}

export type NextRing =
  | { readonly kind: 'open'; readonly position: number }
  | { readonly kind: 'wait'; readonly position: number; readonly until: Date }
  | { readonly kind: 'by-hand'; readonly position: number }
  | { readonly kind: 'not-yet'; readonly position: number }
  | { readonly kind: 'none' }

/** What follows the ring that was opened last. After a ring without targets there is nothing to watch, so no pause. */
export function nextRing(rings: readonly Pick<RingPlan, 'waitMinutes'>[], current: OpenRing, now: Date): NextRing {
  const ring = rings[current.position]
  const position = current.position + 1
  if (ring === undefined || position >= rings.length) return { kind: 'none' }
  if (current.succeededAt === null) return { kind: 'not-yet', position }
  if (current.targets === 0) return { kind: 'open', position }
  if (ring.waitMinutes === null) return { kind: 'by-hand', position }
  const until = new Date(current.succeededAt.getTime() + ring.waitMinutes * 60_000)
  return until <= now ? { kind: 'open', position } : { kind: 'wait', position, until }
}

/**
 * How many targets of a ring may be sent and unanswered at once, so that a threshold that trips stops within one batch:
 * a tenth of the ring, at least 50 and at most 1,000.
 */
export function inFlightLimit(total: number): number {
  return Math.min(1000, Math.max(50, Math.floor(total / 10)))
}
