import type { AuditAction } from '@maestro/contract'

/** What a reader filters the audit by; one choice stands for several actions. */
export const actionGroups = {
  session: ['session.started', 'session.refused', 'session.ended-everywhere'],
  organization: ['organization.created', 'organization.changed', 'grant.given'],
  people: ['member.added', 'member.changed', 'member.removed', 'token.created', 'token.revoked'],
  rooms: ['location.created', 'location.changed', 'location.removed', 'room.created', 'room.changed', 'room.removed'],
  devices: [
    'device.created',
    'device.changed',
    'device.retired',
    'device.enrolled',
    'claim-code.created',
    'registration.recorded',
  ],
  licenses: [
    'license-pool.created',
    'license-key.issued',
    'license-key.redeemed',
    'license.activated',
    'license.refused',
    'license.released',
  ],
  configuration: ['configuration.changed', 'configuration.refused'],
  deployments: [
    'target.planned',
    'target.waiting',
    'target.sent',
    'target.confirmed',
    'target.failed',
    'target.superseded',
    'target.cancelled',
    'deployment.retried',
    'deployment.cancelled',
  ],
  exports: ['inventory.exported'],
  refusals: ['access.refused', 'session.refused', 'license.refused', 'configuration.refused'],
} as const satisfies Record<string, readonly AuditAction[]>

export type ActionGroup = keyof typeof actionGroups
export const actionGroupNames = Object.keys(actionGroups) as ActionGroup[]
