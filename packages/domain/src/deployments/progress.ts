import type { TargetCounts } from './ring-verdict.js'
import { isSettled, TARGET_STATES, type TargetState } from './target-state.js'

export type ProgressFacts = {
  readonly total: number
  readonly counts: TargetCounts
  /** Null: not started. */
  readonly startedAt: Date | null
  readonly now: Date
  /** How many targets settled within the last so many seconds. */
  readonly settledRecently: { readonly count: number; readonly seconds: number }
  /** Open targets nobody can say an end for, such as those that are offline; they are not part of the time left. */
  readonly unreachable?: number
}

export type Progress = {
  readonly settled: number
  readonly open: number
  /** Targets settled a minute, lately. */
  readonly ratePerMinute: number
  /** 0 when nothing is left to do; null when nobody can say. */
  readonly secondsLeft: number | null
}

/** How far a deployment is and how long it still takes at the pace of late. */
export function progressOf(facts: ProgressFacts): Progress {
  const settled = TARGET_STATES.filter(isSettled).reduce((sum, state: TargetState) => sum + facts.counts[state], 0)
  const open = Math.max(0, facts.total - settled)
  const pending = Math.max(0, open - (facts.unreachable ?? 0))
  const ratePerMinute = rateOf(facts)
  return { settled, open, ratePerMinute, secondsLeft: secondsLeft(open, pending, ratePerMinute) }
}

/** A deployment that runs for less than the span looked at is measured by its own time, but never by less than a second. */
function rateOf({ startedAt, now, settledRecently }: ProgressFacts): number {
  if (startedAt === null) return 0
  const running = (now.getTime() - startedAt.getTime()) / 1000
  const seconds = Math.max(1, Math.min(settledRecently.seconds, running))
  return (settledRecently.count * 60) / seconds
}

function secondsLeft(open: number, pending: number, ratePerMinute: number): number | null {
  if (open === 0) return 0
  if (pending === 0 || ratePerMinute <= 0) return null
  return Math.ceil((pending * 60) / ratePerMinute)
}
