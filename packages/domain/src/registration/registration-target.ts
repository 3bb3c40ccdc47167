import type { RegistrationMode } from '../catalogue/registration-mode.js'
import { type Decision, refuse } from '../decision.js'

export type RegistrationTargetKind = 'cloud' | 'server' | 'service' | 'registrar' | 'gatekeeper'

/** `dark`: gone, so that it can be recorded for devices that have it, and not chosen. `uncertified`: at your own risk. */
export type SupportStatus = 'supported' | 'uncertified' | 'dark'

/** Where a device registers. The catalogue knows a few; an organization adds its own. */
export type RegistrationTarget = {
  readonly key: string
  readonly kind: RegistrationTargetKind
  readonly name: string
  readonly modes: readonly RegistrationMode[]
  readonly support: SupportStatus
  /** ISO date, to the day or the month, since when the support status holds. */
  readonly supportSince: string | null
}

export const REGISTRATION_TARGETS: readonly RegistrationTarget[] = [
  {
    key: 'starleaf-cloud',
    kind: 'cloud',
    name: 'StarLeaf Cloud',
    modes: ['business', 'enterprise'],
    support: 'dark',
    supportSince: '2022-10',
  },
  {
    key: 'skype-for-business-online',
    kind: 'service',
    name: 'Skype for Business Online',
    modes: ['enterprise', 'direct'],
    support: 'dark',
    supportSince: '2021-07-31',
  },
  {
    key: 'skype-for-business-server',
    kind: 'server',
    name: 'Skype for Business Server',
    modes: ['enterprise', 'direct'],
    support: 'uncertified',
    supportSince: null,
  },
  {
    key: 'microsoft-teams',
    kind: 'service',
    name: 'Microsoft Teams',
    modes: ['direct'],
    support: 'uncertified',
    supportSince: null,
  },
]

export function findRegistrationTarget(key: string): RegistrationTarget | undefined {
  return REGISTRATION_TARGETS.find((target) => target.key === key)
}

export type TargetRefusal = 'registration.target-dark' | 'registration.target-mode'

/** `record`: writing down what a device has. `choose`: what a change would make of it. */
export function decideRegistrationTarget(
  target: RegistrationTarget,
  mode: RegistrationMode,
  purpose: 'record' | 'choose',
): Decision<TargetRefusal> {
  if (!target.modes.includes(mode)) return refuse('registration.target-mode', { target: target.name, mode })
  if (purpose === 'choose' && target.support === 'dark') {
    return refuse('registration.target-dark', { target: target.name, since: target.supportSince })
  }
  return { ok: true }
}
