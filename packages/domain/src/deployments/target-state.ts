export const TARGET_STATES = ['planned', 'waiting', 'sent', 'confirmed', 'failed', 'superseded', 'cancelled'] as const
export type TargetState = (typeof TARGET_STATES)[number]

/**
 * From `sent` back to `waiting`: no answer came, and another attempt follows. Straight from `planned` or `waiting` to
 * `confirmed`: a device that fetches what it should be can be faster than the worker's book-keeping. From `failed` to
 * `planned`: a person tries again; to `confirmed`: the answer came after all.
 */
const TRANSITIONS: Readonly<Record<TargetState, readonly TargetState[]>> = {
  planned: ['waiting', 'sent', 'confirmed', 'failed', 'superseded', 'cancelled'],
  waiting: ['sent', 'confirmed', 'failed', 'superseded', 'cancelled'],
  sent: ['waiting', 'confirmed', 'failed', 'superseded', 'cancelled'],
  confirmed: [],
  failed: ['planned', 'confirmed'],
  superseded: [],
  cancelled: [],
}

export function canTransition(from: TargetState, to: TargetState): boolean {
  return TRANSITIONS[from].includes(to)
}

/** The states from which `to` can be reached: what an atomic claim may find in the row. */
export function statesBefore(to: TargetState): readonly TargetState[] {
  return TARGET_STATES.filter((from) => canTransition(from, to))
}

/** Nothing more happens by itself. */
export function isSettled(state: TargetState): boolean {
  return state === 'confirmed' || state === 'failed' || state === 'superseded' || state === 'cancelled'
}

export const OPEN_STATES: readonly TargetState[] = TARGET_STATES.filter((state) => !isSettled(state))
