import type { TargetState } from './target-state.js'

export const WAITING_REASONS = [
  'offline',
  'in-call',
  'call-state-unknown',
  'outside-window',
  'frozen',
  'approval-needed',
  'ring-not-open',
  'paused',
  'deployment-stopped',
  'no-answer-yet',
] as const

export const FAILED_REASONS = [
  'refused-by-device',
  'partly-refused-by-device',
  'no-answer',
  'feature-missing',
  'configuration-invalid',
  'delivery-failed',
  'release-failed',
  'device-retired',
] as const

export const SUPERSEDED_REASONS = ['superseded-by-newer'] as const
export const CANCELLED_REASONS = [
  'cancelled-by-person',
  'deployment-stopped',
  'device-retired',
  'device-left',
  'device-not-linked',
  'device-moved',
  'rolled-back',
] as const

export type WaitingReason = (typeof WAITING_REASONS)[number]
export type FailedReason = (typeof FAILED_REASONS)[number]
export type SupersededReason = (typeof SUPERSEDED_REASONS)[number]
export type CancelledReason = (typeof CANCELLED_REASONS)[number]
export type TargetReason = WaitingReason | FailedReason | SupersededReason | CancelledReason

const REASONS: Readonly<Record<TargetState, readonly TargetReason[]>> = {
  planned: [],
  waiting: WAITING_REASONS,
  sent: [],
  confirmed: [],
  failed: FAILED_REASONS,
  superseded: SUPERSEDED_REASONS,
  cancelled: CANCELLED_REASONS,
}

export const TARGET_REASONS: readonly TargetReason[] = [...new Set(Object.values(REASONS).flat())]

/** A state that has reasons must carry one of its own; the others carry none. */
export function reasonFits(state: TargetState, reason: TargetReason | null): boolean {
  const reasons = REASONS[state]
  return reason === null ? reasons.length === 0 : reasons.includes(reason)
}
