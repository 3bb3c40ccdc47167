export const LIFE_CYCLE_STATES = ['staged', 'active', 'retired'] as const
export type LifeCycleState = (typeof LIFE_CYCLE_STATES)[number]

export const RETIRE_CAUSES = ['failed', 'sold', 'returned', 'lost', 'disposed'] as const
export type RetireCause = (typeof RETIRE_CAUSES)[number]

/** Nobody chooses `moved`: it is what a device is retired with that went to another organization. */
export type RetiredCause = RetireCause | 'moved'

/** `never`: enrolled or expected, but not heard of yet. `recorded`: kept by hand, so neither online nor offline. */
/** `unknown`: connected when the link last ran, and not heard of since it started again. */
export const CONNECTION_STATES = ['online', 'offline', 'unknown', 'never', 'recorded'] as const
export type ConnectionState = (typeof CONNECTION_STATES)[number]

/** `cannot-call`: a device that takes no calls, so that nothing has to wait for their end. */
export const CALL_STATES = ['idle', 'in-call', 'unknown', 'cannot-call'] as const
export type CallState = (typeof CALL_STATES)[number]

/** A retired device stays retired: one that comes back after a move is a new device. */
const TRANSITIONS: Readonly<Record<LifeCycleState, readonly LifeCycleState[]>> = {
  staged: ['active', 'retired'],
  active: ['retired'],
  retired: [],
}

export function canChangeLifeCycle(from: LifeCycleState, to: LifeCycleState): boolean {
  return TRANSITIONS[from].includes(to)
}
