import type { RefusalParams } from '../decision.js'
import type { FailedReason } from './target-reason.js'

/** How many devices a ring takes. A percentage is of all devices of the deployment, whole numbers from 1 to 100. */
export type RingSize =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'rest' }

/** When a ring has done well enough for the next to open, and when it has done so badly that everything stops. */
export type RingThresholds = {
  /** Of the devices that can be reached, from 0 to 100. */
  readonly successPercent: number
  /** Of the devices that answered or were given up, from 0 to 100: more than that stops; null never does. */
  readonly failurePercent: number | null
  /** So many must have answered or been given up before failures are judged, at least 1. */
  readonly failureMinimum: number
  /** The failures that count; empty: all. */
  readonly failureKinds: readonly FailedReason[]
}

export type RingPlan = RingThresholds & {
  readonly name: string
  readonly size: RingSize
  /** The pause after its success before the next ring opens; null: a person opens it. */
  readonly waitMinutes: number | null
}

export const MAXIMUM_RINGS = 10
/** Thirty days. */
export const MAXIMUM_RING_WAIT_MINUTES = 43_200

export type RingErrorCode =
  | 'deployment.rings-number'
  | 'deployment.rings-name-missing'
  | 'deployment.rings-name-twice'
  | 'deployment.rings-size'
  | 'deployment.rings-after-rest'
  | 'deployment.rings-too-much'
  | 'deployment.rings-incomplete'
  | 'deployment.rings-wait'
  | 'deployment.rings-success'
  | 'deployment.rings-failure'

export type RingError = {
  /** From 0; null: all of them together. The sentence counts from 1. */
  readonly position: number | null
  readonly code: RingErrorCode
  readonly params: RefusalParams
}

/** What is wrong with a plan of rings: every ring by itself first, then all together. Empty: every device has its ring. */
export function validateRings(rings: readonly RingPlan[]): readonly RingError[] {
  if (rings.length < 1 || rings.length > MAXIMUM_RINGS) {
    return [{ position: null, code: 'deployment.rings-number', params: { maximum: MAXIMUM_RINGS } }]
  }
  return [...rings.flatMap((ring, at) => checkRing(rings, ring, at)), ...checkReach(rings)]
}

function checkRing(rings: readonly RingPlan[], ring: RingPlan, at: number): readonly RingError[] {
  const name = ring.name.trim()
  const same = rings.findIndex((other) => other.name.trim() === name)
  const failures = ring.failurePercent
  const checks: readonly [boolean, RingErrorCode][] = [
    [name !== '', 'deployment.rings-name-missing'],
    [name === '' || same === at, 'deployment.rings-name-twice'],
    [isSize(ring.size), 'deployment.rings-size'],
    [ring.size.kind !== 'rest' || at === rings.length - 1, 'deployment.rings-after-rest'],
    [ring.waitMinutes === null || isWhole(ring.waitMinutes, 0, MAXIMUM_RING_WAIT_MINUTES), 'deployment.rings-wait'],
    [isWhole(ring.successPercent, 0, 100), 'deployment.rings-success'],
    [
      (failures === null || isWhole(failures, 0, 100)) && isWhole(ring.failureMinimum, 1, Number.MAX_SAFE_INTEGER),
      'deployment.rings-failure',
    ],
  ]
  return checks
    .filter(([fine]) => !fine)
    .map(([, code]) => ({ position: at, code, params: { ring: at + 1, name, days: MAXIMUM_RING_WAIT_MINUTES / 1440 } }))
}

function checkReach(rings: readonly RingPlan[]): readonly RingError[] {
  const percent = rings.reduce((sum, { size }) => sum + (size.kind === 'percent' ? size.value : 0), 0)
  if (percent > 100) return [{ position: null, code: 'deployment.rings-too-much', params: { percent } }]
  if (percent === 100 || rings.at(-1)?.size.kind === 'rest') return []
  return [{ position: null, code: 'deployment.rings-incomplete', params: { percent } }]
}

function isSize(size: RingSize): boolean {
  switch (size.kind) {
    case 'count':
      return isWhole(size.value, 1, Number.MAX_SAFE_INTEGER)
    case 'percent':
      return isWhole(size.value, 1, 100)
    case 'group':
      return size.groupId !== ''
    case 'rest':
      return true
  }
}

function isWhole(value: number, minimum: number, maximum: number): boolean {
  return Number.isSafeInteger(value) && value >= minimum && value <= maximum
}
