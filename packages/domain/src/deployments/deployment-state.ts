export const DEPLOYMENT_STATES = [
  'preparing',
  'draft',
  'awaiting-approval',
  'scheduled',
  'running',
  'paused',
  'stopped',
  'finished',
  'cancelled',
] as const
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number]

/**
 * `preparing` computes the preview that a `draft` shows. A draft whose preview has aged is prepared again; an approval
 * that is refused leads back to the draft, and one that comes before its time to `scheduled`. `stopped` is what too many
 * failures do by themselves; a person resumes or retries it, or lets it end. A finished one runs again when a person
 * retries what failed, or when devices join that it is meant for.
 */
const TRANSITIONS: Readonly<Record<DeploymentState, readonly DeploymentState[]>> = {
  preparing: ['draft', 'cancelled'],
  draft: ['preparing', 'awaiting-approval', 'scheduled', 'running', 'finished', 'cancelled'],
  'awaiting-approval': ['draft', 'scheduled', 'running', 'finished', 'cancelled'],
  scheduled: ['running', 'paused', 'finished', 'cancelled'],
  running: ['paused', 'stopped', 'finished', 'cancelled'],
  paused: ['scheduled', 'running', 'stopped', 'finished', 'cancelled'],
  stopped: ['running', 'finished', 'cancelled'],
  finished: ['running'],
  cancelled: [],
}

export function canChangeDeployment(from: DeploymentState, to: DeploymentState): boolean {
  return TRANSITIONS[from].includes(to)
}

/** The states from which `to` can be reached: what an atomic change may find in the row. */
export function deploymentStatesBefore(to: DeploymentState): readonly DeploymentState[] {
  return DEPLOYMENT_STATES.filter((from) => canChangeDeployment(from, to))
}

/** Whether its targets may be sent to. Answers of devices count in every state: what was sent cannot be called back. */
export function acceptsDelivery(state: DeploymentState): boolean {
  return state === 'running'
}

/** Nothing more happens by itself. */
export function isDeploymentOver(state: DeploymentState): boolean {
  return state === 'finished' || state === 'cancelled'
}
