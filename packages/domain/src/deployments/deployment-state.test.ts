import { describe, expect, it } from 'vitest'
import {
  acceptsDelivery,
  canChangeDeployment,
  DEPLOYMENT_STATES,
  deploymentStatesBefore,
  isDeploymentOver,
} from './deployment-state.js'

describe('deployment states', () => {
  it('change only as written here', () => {
    const allowed = DEPLOYMENT_STATES.map(
      (from) => `${from} → ${DEPLOYMENT_STATES.filter((to) => canChangeDeployment(from, to)).join(', ')}`,
    )
    expect(allowed).toEqual([
      'preparing → draft, cancelled',
      'draft → preparing, awaiting-approval, scheduled, running, finished, cancelled',
      'awaiting-approval → draft, scheduled, running, finished, cancelled',
      'scheduled → running, paused, finished, cancelled',
      'running → paused, stopped, finished, cancelled',
      'paused → scheduled, running, stopped, finished, cancelled',
      'stopped → running, finished, cancelled',
      'finished → running',
      'cancelled → ',
    ])
  })

  it('never start anything that has no preview yet', () => {
    expect(canChangeDeployment('preparing', 'running')).toBe(false)
    expect(canChangeDeployment('preparing', 'scheduled')).toBe(false)
  })

  it('can be cancelled until they are over', () => {
    expect(deploymentStatesBefore('cancelled')).toEqual(DEPLOYMENT_STATES.filter((state) => !isDeploymentOver(state)))
  })

  it('know from where a deployment may run', () => {
    expect(deploymentStatesBefore('running')).toEqual([
      'draft',
      'awaiting-approval',
      'scheduled',
      'paused',
      'stopped',
      'finished',
    ])
  })

  it('let nothing out but while running', () => {
    expect(DEPLOYMENT_STATES.filter(acceptsDelivery)).toEqual(['running'])
  })
})
