import type { Deployment, DeploymentWindow, RingPlan } from '@maestro/contract'

export type Pace = 'all' | 'three' | 'hand'
export type Start = 'now' | 'at' | 'window'

/** How a draft is to be carried out, as its author sees it. */
export interface Plan {
  readonly pace: Pace
  readonly rings: readonly RingPlan[]
  readonly start: Start
  /** Local day and time as a date field writes it; empty: not chosen. */
  readonly at: string
  readonly window: DeploymentWindow
  readonly failurePercent: number | null
  readonly failureMinimum: number
  readonly autoRollback: boolean
  readonly growing: boolean
  readonly forced: boolean
  readonly reason: string
}

export const nightly: DeploymentWindow = { days: [1, 2, 3, 4, 5], from: '22:00', to: '05:00' }

export interface RingWords {
  everybody: string
  pilot: string
  early: string
  rest: string
}

const ring = (name: string, size: RingPlan['size'], waitMinutes: number): RingPlan => ({
  name,
  size,
  waitMinutes,
  successPercent: 95,
  failurePercent: 10,
  failureMinimum: 5,
  failureKinds: [],
})

/** The presets' rings; their thresholds come from the plan. */
export function presetRings(pace: Exclude<Pace, 'hand'>, words: RingWords): RingPlan[] {
  if (pace === 'all') return [ring(words.everybody, { kind: 'rest' }, 0)]
  return [
    ring(words.pilot, { kind: 'percent', value: 5 }, 30),
    ring(words.early, { kind: 'percent', value: 25 }, 30),
    ring(words.rest, { kind: 'rest' }, 0),
  ]
}

function paceOf(rings: readonly RingPlan[]): Pace {
  const sizes = rings.map(({ size }) => ('value' in size ? `${size.kind} ${size.value}` : size.kind)).join(', ')
  if (sizes === '' || sizes === 'rest') return 'all'
  return sizes === 'percent 5, percent 25, rest' ? 'three' : 'hand'
}

/** An instant as a date field of this browser shows it. */
export function localTime(instant: string): string {
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const planned = ({ name, size, waitMinutes, successPercent, ...stop }: RingPlan): RingPlan => ({
  name,
  size,
  waitMinutes,
  successPercent,
  failurePercent: stop.failurePercent,
  failureMinimum: stop.failureMinimum,
  failureKinds: stop.failureKinds,
})

export function planOf(deployment: Deployment): Plan {
  const first = deployment.rings[0]
  return {
    pace: paceOf(deployment.rings),
    rings: deployment.rings.map(planned),
    start: deployment.window ? 'window' : deployment.startsAt ? 'at' : 'now',
    at: deployment.startsAt ? localTime(deployment.startsAt) : '',
    window: deployment.window ?? nightly,
    failurePercent: first ? first.failurePercent : 10,
    failureMinimum: first ? first.failureMinimum : 5,
    autoRollback: deployment.autoRollback,
    growing: deployment.growth === 'growing',
    forced: deployment.forced,
    reason: deployment.reason ?? '',
  }
}

/** Presets share one threshold; rings made by hand have their own. */
function ringsOf({ pace, rings, failurePercent, failureMinimum }: Plan, words: RingWords): RingPlan[] {
  if (pace === 'hand') return [...rings]
  return presetRings(pace, words).map((one) => ({ ...one, failurePercent, failureMinimum }))
}

/** What of a plan keeps it from being saved. */
export function missingIn(
  plan: Plan,
  now: number,
): 'prepare.at.missing' | 'prepare.at.past' | 'prepare.window.noDays' | null {
  if (plan.start === 'at' && !plan.at) return 'prepare.at.missing'
  if (plan.start === 'at' && new Date(plan.at).getTime() < now) return 'prepare.at.past'
  if (plan.start === 'window' && plan.window.days.length === 0) return 'prepare.window.noDays'
  return null
}

/** The plan as the API takes it. */
export function bodyOf(plan: Plan, words: RingWords) {
  return {
    rings: ringsOf(plan, words),
    startsAt: plan.start === 'at' ? new Date(plan.at).toISOString() : null,
    window: plan.start === 'window' ? plan.window : null,
    autoRollback: plan.autoRollback,
    growth: plan.growing ? ('growing' as const) : ('frozen' as const),
    forced: plan.forced,
    ...(plan.reason.trim() && { reason: plan.reason.trim() }),
  }
}
