import type { Deployment } from '@maestro/contract'

const goingOn: readonly Deployment['state'][] = ['scheduled', 'running', 'paused', 'stopped']
const halted: readonly Deployment['state'][] = ['paused', 'stopped']
const pausable: readonly Deployment['state'][] = ['scheduled', 'running']

/** What the state of a deployment leaves to do. */
export function possibleActs({ kind, state, counts, rings, rollbackOf }: Deployment) {
  const reached = (counts.confirmed ?? 0) + (counts.failed ?? 0) > 0
  return {
    cancel: goingOn.includes(state),
    pause: pausable.includes(state),
    resume: halted.includes(state),
    rollback: kind === 'configuration' && reached && rollbackOf === null && !pausable.includes(state),
    retry: state !== 'cancelled' && (counts.failed ?? 0) > 0,
    openRing: state === 'running' && rings.some((ring) => ring.state === 'closed'),
  }
}
