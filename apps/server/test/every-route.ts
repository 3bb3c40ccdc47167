import { type RouteShape, routes } from '@maestro/contract'
import type { OneOfEverything } from '@maestro/testkit'

export type NamedRoute = { readonly name: string; readonly shape: RouteShape; readonly parameters: readonly string[] }

/** Every route of the contract, as `feature.verb`. */
export const everyRoute: readonly NamedRoute[] = Object.entries(routes).flatMap(([feature, shapes]) =>
  Object.entries(shapes).map(([verb, shape]: [string, RouteShape]) => ({
    name: `${feature}.${verb}`,
    shape,
    parameters: [...shape.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
  })),
)

/** A body that is right for each route that takes one. */
export const bodies: Readonly<Record<string, (own: OneOfEverything) => object>> = {
  'me.update': () => ({}),
  'me.changePassword': () => ({ currentPassword: 'not the password', newPassword: 'another password' }),
  'organizations.update': () => ({ name: 'Renamed' }),
  'customers.create': () => ({ name: 'A customer' }),
  'people.add': (own) => ({ name: 'Ada', email: `ada@${own.organizationId}.example`, role: 'viewer' }),
  'people.update': () => ({ role: 'technician' }),
  'tokens.create': () => ({ name: 'CI', scopes: ['rooms.view'] }),
  'locations.create': (own) => ({ name: 'A floor', kind: 'floor', parentId: own.locationId }),
  'locations.update': () => ({ name: 'Renamed' }),
  'rooms.create': (own) => ({ name: 'A room', locationId: own.locationId }),
  'rooms.update': () => ({ name: 'Renamed' }),
  'devices.create': (own) => ({
    modelKey: 'gtm-5140',
    serial: own.organizationId.slice(0, 13),
    name: 'A device',
    roomId: own.roomId,
  }),
  'devices.update': () => ({ name: 'Renamed' }),
  'devices.recordRegistration': () => ({ mode: 'enterprise', source: 'test' }),
  'deviceReplacements.preview': (own) => ({ by: { serial: own.organizationId.slice(0, 13) } }),
  'deviceReplacements.replace': (own) => ({ by: { serial: own.organizationId.slice(0, 13) }, previewHash: 'hash' }),
  'deviceMoves.preview': (own) => ({ toOrganizationId: own.organizationId }),
  'deviceMoves.move': (own) => ({ toOrganizationId: own.organizationId, previewHash: 'hash' }),
  'devices.retire': () => ({ cause: 'failed' }),
  'configuration.preview': () => ({ values: { 'display.monitors': 'Single' } }),
  'configuration.change': () => ({ values: { 'display.monitors': 'Single' } }),
  'configurationFile.plan': () => ({ file: { version: 1, profiles: [{ name: 'From a file', values: {} }] } }),
  'configurationFile.apply': () => ({ file: { version: 1 }, hash: 'of another plan' }),
  'profiles.create': () => ({ name: 'A profile', values: { 'ui.theme': 'Night' } }),
  'profiles.check': () => ({ values: { 'ui.theme': 'Night' } }),
  'profiles.change': () => ({ values: { 'ui.theme': 'Night' } }),
  'profiles.clone': () => ({ name: 'A copy' }),
  'profiles.restore': () => ({ version: 1 }),
  'profiles.publish': (own) => ({ customerIds: [own.organizationId] }),
  'assignments.create': ({ profileId, roomId }) => ({ profileId, scopeKind: 'room', scopeId: roomId }),
  'assignments.change': () => ({ priority: 50 }),
  'groups.create': () => ({ name: 'A group', rule: { model: ['gtm-5140'] } }),
  'groups.change': () => ({ name: 'Renamed' }),
  'groups.add': ({ deviceId }) => ({ deviceIds: [deviceId] }),
  'groups.take': ({ deviceId }) => ({ deviceIds: [deviceId] }),
  'drift.adopt': ({ deviceId }) => ({ items: [{ deviceId, keys: ['display.monitors'] }] }),
  'drift.enforce': ({ deviceId }) => ({ items: [{ deviceId, keys: ['display.monitors'] }] }),
  'licenses.createPool': () => ({ featureKey: 'dual-screen', units: 5 }),
  'licenses.issueKey': (own) => ({ poolId: own.poolId }),
  'licenseBatches.preview': () => ({ featureKey: 'dual-screen', scope: { everyone: true } }),
  'licenseBatches.start': ({ batchId }) => ({ batchId, previewHash: 'hash' }),
  'licenseTransfers.transfer': ({ deviceId }) => ({ toDeviceId: deviceId }),
  'licenseRules.preview': ({ groupId }) => ({ featureKey: 'api', groupId }),
  'licenseRules.create': ({ groupId }) => ({ featureKey: 'api', groupId }),
  'licenseRules.change': () => ({ enabled: true }),
  'licenses.activate': () => ({ featureKey: 'dual-screen' }),
  'licensePools.change': () => ({ units: 20 }),
  'licensePools.suspend': () => ({ why: 'Not paid' }),
  'licensePools.resume': () => ({}),
  'licensePools.revoke': () => ({ why: 'Never paid' }),
  'licensePools.move': (own) => ({ customerId: own.organizationId, units: 1, why: 'Sold' }),
  'licensePools.takeBack': (own) => ({ customerId: own.organizationId, units: 1, why: 'Returned' }),
  'licenseKeys.issueMany': (own) => ({ poolId: own.poolId, keys: 2 }),
  'licenseKeys.revoke': () => ({ why: 'Lost' }),
  'licenseKeys.redeem': () => ({ key: 'AAAAA' }),
  'licenseKeys.recordVendorKeys': () => ({ csv: 'key,feature,evidence,date\nA-1,dual-screen,Invoice 7,2020-02-01' }),
  'deployments.create': () => ({ scope: { everyone: true } }),
  'deployments.change': () => ({ title: 'Renamed' }),
  'deployments.start': () => ({ previewHash: 'hash' }),
  'deployments.approve': () => ({ previewHash: 'hash' }),
  'deployments.reject': () => ({ reason: 'Not today' }),
  'freezePeriods.create': (own) => ({
    name: 'A fair',
    from: '2027-03-01T00:00:00Z',
    to: '2027-03-08T00:00:00Z',
    locationId: own.locationId,
  }),
  'freezePeriods.change': () => ({ name: 'Renamed' }),
}

/** Query parameters that a route does not answer without. */
export const queries: Readonly<Record<string, (own: OneOfEverything) => string>> = {
  'audit.timeline': (own) => `?deviceId=${own.deviceId}`,
  'profiles.compare': () => '?from=1&to=1',
  'licenseTerms.forecastDevices': () => '?day=2026-12-01',
}

/** Routes that refuse the own thing as it stands here, and the reason they give. */
export const statedReasons: Readonly<Record<string, string>> = {
  'configurationFile.apply': 'configuration.plan-outdated',
  'devices.claimCode': 'device.not-staged',
  'me.changePassword': 'access.password-wrong',
  'deployments.retry': 'deployment.nothing-to-retry',
  'deployments.change': 'deployment.not-a-draft',
  'deployments.discard': 'deployment.not-a-draft',
  'deployments.start': 'deployment.not-a-draft',
  'deployments.approve': 'deployment.not-awaiting-approval',
  'deployments.reject': 'deployment.not-awaiting-approval',
  'deployments.resume': 'deployment.not-paused',
  'deployments.openRing': 'deployment.no-ring-to-open',
  'deployments.rollback': 'deployment.nothing-to-roll-back',
  'deviceReplacements.replace': 'device.replacement-changed',
  'deviceMoves.preview': 'device.moved-to-itself',
  'deviceMoves.move': 'device.moved-to-itself',
  'groups.remove': 'group.has-license-rule',
  'licenseBatches.start': 'license-batch.preview-changed',
  'licenseBatches.cancel': 'license-batch.not-running',
  'licenseTransfers.transfer': 'license.same-device',
  'licensePools.move': 'license-units.receiver-unknown',
  'licensePools.takeBack': 'license-units.receiver-unknown',
  'licenseKeys.orderText': 'license-key.unreadable',
  'licenseKeys.text': 'license-key.unreadable',
  'licenseKeys.redeem': 'license-key.mistyped',
  'locations.remove': 'location.not-empty',
  'rooms.remove': 'room.not-empty',
  'profiles.archive': 'profile.assigned',
}

/** References to other things in bodies and queries: another organization's are not found, and never followed. */
export const references: readonly (readonly [
  route: string,
  body: (own: OneOfEverything, foreign: OneOfEverything) => object,
  code: string,
])[] = [
  [
    'locations.create',
    (_, foreign) => ({ name: 'X', kind: 'floor', parentId: foreign.locationId }),
    'location.not-found',
  ],
  ['locations.update', (_, foreign) => ({ parentId: foreign.locationId }), 'location.not-found'],
  ['rooms.create', (_, foreign) => ({ name: 'X', locationId: foreign.locationId }), 'location.not-found'],
  ['rooms.update', (_, foreign) => ({ locationId: foreign.locationId }), 'location.not-found'],
  [
    'devices.create',
    (_, foreign) => ({ modelKey: 'gtm-5140', serial: 'X-1', name: 'X', roomId: foreign.roomId }),
    'room.not-found',
  ],
  ['devices.update', (_, foreign) => ({ roomId: foreign.roomId }), 'room.not-found'],
  [
    'drift.adopt',
    (_, foreign) => ({ items: [{ deviceId: foreign.deviceId, keys: ['display.monitors'] }] }),
    'request.not-found',
  ],
  [
    'drift.enforce',
    (_, foreign) => ({ items: [{ deviceId: foreign.deviceId, keys: ['display.monitors'] }] }),
    'request.not-found',
  ],
  [
    'assignments.create',
    (own, foreign) => ({ profileId: own.profileId, scopeKind: 'room', scopeId: foreign.roomId }),
    'assignment.scope-unknown',
  ],
  [
    'assignments.create',
    (own, foreign) => ({ profileId: foreign.profileId, scopeKind: 'room', scopeId: own.roomId }),
    'profile.not-found',
  ],
  ['groups.create', (_, foreign) => ({ name: 'X', rule: { location: [foreign.locationId] } }), 'location.not-found'],
  ['groups.create', (_, foreign) => ({ name: 'X', deviceIds: [foreign.deviceId] }), 'group.device-not-found'],
  ['groups.add', (_, foreign) => ({ deviceIds: [foreign.deviceId] }), 'group.device-not-found'],
  ['licenses.issueKey', (_, foreign) => ({ poolId: foreign.poolId }), 'request.not-found'],
  [
    'licenses.issueKey',
    (own, foreign) => ({ poolId: own.poolId, customerId: foreign.organizationId }),
    'license-key.customer-unknown',
  ],
  ['licenseBatches.start', (_, foreign) => ({ batchId: foreign.batchId, previewHash: 'hash' }), 'request.not-found'],
  [
    'licenseBatches.preview',
    (_, foreign) => ({ featureKey: 'api', scope: { deviceIds: [foreign.deviceId] } }),
    'request.not-found',
  ],
  ['deviceReplacements.preview', (_, foreign) => ({ by: { deviceId: foreign.deviceId } }), 'request.not-found'],
  ['deviceMoves.preview', (_, foreign) => ({ toOrganizationId: foreign.organizationId }), 'request.not-found'],
  [
    'deviceMoves.move',
    (_, foreign) => ({ toOrganizationId: foreign.organizationId, previewHash: 'hash' }),
    'request.not-found',
  ],
  ['licenseTransfers.transfer', (_, foreign) => ({ toDeviceId: foreign.deviceId }), 'request.not-found'],
  ['licenseRules.preview', (_, foreign) => ({ featureKey: 'api', groupId: foreign.groupId }), 'request.not-found'],
  ['licenseRules.create', (_, foreign) => ({ featureKey: 'api', groupId: foreign.groupId }), 'request.not-found'],
  ['licenseKeys.issueMany', (_, foreign) => ({ poolId: foreign.poolId, keys: 2 }), 'request.not-found'],
  [
    'licenseKeys.issueMany',
    (own, foreign) => ({ poolId: own.poolId, keys: 2, customerId: foreign.organizationId }),
    'license-key.customer-unknown',
  ],
  [
    'licensePools.move',
    (_, foreign) => ({ customerId: foreign.organizationId, units: 1, why: 'Sold' }),
    'license-units.receiver-unknown',
  ],
  [
    'licensePools.takeBack',
    (_, foreign) => ({ customerId: foreign.organizationId, units: 1, why: 'Returned' }),
    'license-units.receiver-unknown',
  ],
  ['deployments.create', (_, foreign) => ({ scope: { deviceIds: [foreign.deviceId] } }), 'request.not-found'],
  ['deployments.create', (_, foreign) => ({ scope: { groupId: foreign.groupId } }), 'request.not-found'],
  ['deployments.create', (_, foreign) => ({ scope: { profileId: foreign.profileId } }), 'request.not-found'],
  ['deployments.create', (_, foreign) => ({ scope: { locationId: foreign.locationId } }), 'location.not-found'],
  [
    'deployments.create',
    (_, foreign) => ({
      scope: { everyone: true },
      rings: [
        { name: 'A', size: { kind: 'group', groupId: foreign.groupId } },
        { name: 'B', size: { kind: 'rest' } },
      ],
    }),
    'request.not-found',
  ],
  [
    'freezePeriods.create',
    (_, foreign) => ({
      name: 'X',
      from: '2027-03-01T00:00:00Z',
      to: '2027-03-08T00:00:00Z',
      locationId: foreign.locationId,
    }),
    'location.not-found',
  ],
  ['freezePeriods.change', (_, foreign) => ({ locationId: foreign.locationId }), 'location.not-found'],
]

/** The path with ids in it; the key of a model or a setting is no secret of anybody's. */
export function pathOf({ name, shape }: NamedRoute, ids: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = { modelKey: 'gtm-5140', key: 'display.monitors', ...ids }
  const path = shape.path.replace(/\{(\w+)\}/g, (_, parameter: string) => {
    const id = known[parameter]
    if (!id) throw new Error(`oneOfEverything() has no ${parameter}, which ${name} needs.`)
    return id
  })
  return path
}
