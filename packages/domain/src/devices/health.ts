import type { ConnectionState, LifeCycleState } from './device-state.js'
import type { PeripheralKind } from './peripheral.js'

export type HealthDot = 'ok' | 'attention' | 'failed' | 'off'

export type HealthCode =
  | 'ready'
  | 'retired'
  | 'recorded'
  | 'staged'
  | 'never-seen'
  | 'offline'
  | 'not-heard-yet'
  | 'configuration-failed'
  | `${PeripheralKind}-missing`
  | 'license-not-confirmed'
  | 'change-pending'

export type HealthAction =
  | 'none'
  | 'enrol'
  | 'check-power-and-network'
  | 'see-failed-change'
  | 'check-cable'
  | 'see-licenses'
  | 'see-pending-change'

export type HealthFacts = {
  readonly lifeCycle: LifeCycleState
  readonly connection: ConnectionState
  /** Of the newest change sent to the device. */
  readonly configuration: 'in-sync' | 'pending' | 'failed'
  readonly missing: readonly PeripheralKind[]
  /** Some feature is licensed, but the device has not confirmed its licence file. */
  readonly licenseUnconfirmed: boolean
}

/** One dot, one reason, one thing to do; the sentences belong to whoever shows them. */
export type DeviceHealth = { readonly dot: HealthDot; readonly code: HealthCode; readonly action: HealthAction }

export const HEALTH_DOTS: readonly HealthDot[] = ['failed', 'attention', 'ok', 'off']

/** The most serious reason wins; a device nobody can reach is judged by that alone. */
export function deviceHealth(facts: HealthFacts): DeviceHealth {
  return outOfReach(facts) ?? inReach(facts)
}

function outOfReach(facts: HealthFacts): DeviceHealth | null {
  if (facts.lifeCycle === 'retired') return { dot: 'off', code: 'retired', action: 'none' }
  switch (facts.connection) {
    case 'recorded':
      return { dot: 'off', code: 'recorded', action: 'none' }
    case 'never':
      return facts.lifeCycle === 'staged'
        ? { dot: 'off', code: 'staged', action: 'enrol' }
        : { dot: 'attention', code: 'never-seen', action: 'check-power-and-network' }
    case 'offline':
      return { dot: 'failed', code: 'offline', action: 'check-power-and-network' }
    case 'unknown':
      return { dot: 'off', code: 'not-heard-yet', action: 'none' }
    case 'online':
      return null
  }
}

function inReach(facts: HealthFacts): DeviceHealth {
  if (facts.configuration === 'failed') {
    return { dot: 'failed', code: 'configuration-failed', action: 'see-failed-change' }
  }
  const [missing] = facts.missing
  if (missing !== undefined) return { dot: 'attention', code: `${missing}-missing`, action: 'check-cable' }
  if (facts.licenseUnconfirmed) return { dot: 'attention', code: 'license-not-confirmed', action: 'see-licenses' }
  if (facts.configuration === 'pending') return { dot: 'ok', code: 'change-pending', action: 'see-pending-change' }
  return { dot: 'ok', code: 'ready', action: 'none' }
}
