import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { OrganizationKind, Role } from '@maestro/domain'
import { buildDevice } from './devices.js'
import { buildActivation, buildNotice, buildPool } from './licenses.js'
import { buildGrant, buildMembership, buildOrganization } from './organizations.js'
import { buildLocation, buildRoom } from './places.js'
import { another, insert, type Queryable } from './queryable.js'

/** The ids of what an organization has, under the names that paths use for them. */
export type OneOfEverything = {
  readonly organizationId: string
  readonly personId: string
  readonly tokenId: string
  readonly locationId: string
  readonly roomId: string
  readonly deviceId: string
  readonly poolId: string
  readonly deploymentId: string
  readonly profileId: string
  readonly assignmentId: string
  readonly groupId: string
  readonly freezePeriodId: string
  readonly targetId: string
  readonly featureKey: string
  readonly batchId: string
  readonly ruleId: string
  readonly keyId: string
  readonly keyOrderId: string
  readonly noticeId: string
  readonly customerId: string
}

/** An organization with at least one row in every table that belongs to one. */
export async function oneOfEverything(
  db: Queryable,
  wanted: { kind?: OrganizationKind } = {},
): Promise<OneOfEverything> {
  const { id: organizationId } = await buildOrganization(db, { kind: wanted.kind ?? 'operator' })
  const partner = await buildOrganization(db, { kind: 'partner' })
  await buildGrant(db, { organizationId, partnerId: partner.id })
  const personId = await buildPerson(db, { organizationId, role: 'viewer' })
  const locationId = await buildLocation(db, { organizationId })
  const roomId = await buildRoom(db, { organizationId, locationId })
  const deviceId = await buildDevice(db, { organizationId, roomId, registration: { mode: 'business' } })
  const poolId = await buildPool(db, { organizationId })
  await buildActivation(db, { organizationId, deviceId, poolId })
  const things = { organizationId, deviceId, poolId }
  const secrets = await buildSecrets(db, things)
  const noticeId = await buildNotice(db, { organizationId, poolId, threshold: 'grace' })
  const { id: customerId } = await buildOrganization(db)
  await buildGrant(db, { organizationId: customerId, partnerId: organizationId })
  await buildLicenseFile(db, things)
  const configuration = await buildConfiguration(db, things)
  const profile = await buildProfile(db, things)
  const licensing = await buildLicensing(db, { ...things, groupId: profile.groupId })
  await insert(db, 'audit_entries', {
    id: randomUUID(),
    organization_id: organizationId,
    actor: 'system:test',
    actor_name: 'Test',
    action: 'device.created',
    object_kind: 'device',
    device_id: deviceId,
    room_id: roomId,
  })
  const ids = { personId, locationId, roomId, noticeId, customerId }
  return { ...things, ...configuration, ...profile, ...licensing, ...secrets, ...ids, featureKey: 'dual-screen' }
}

/** A member who cannot sign in: nobody made an account for them. */
async function buildPerson(db: Queryable, wanted: { organizationId: string; role: Role }): Promise<string> {
  const personId = randomUUID()
  await insert(db, 'people', { id: personId, name: 'Somebody', email: `somebody-${personId}@example.org` })
  await buildMembership(db, { ...wanted, personId })
  return personId
}

type Things = { readonly organizationId: string; readonly deviceId: string; readonly poolId: string }
const hash = () => createHash('sha256').update(randomBytes(16)).digest('hex')

async function buildSecrets(db: Queryable, { organizationId, deviceId, poolId }: Things) {
  const [tokenId, keyId, keyOrderId] = [randomUUID(), randomUUID(), randomUUID()]
  const organization_id = organizationId
  const made = { created_by: 'system:test', hash: hash() }
  await insert(db, 'api_tokens', {
    id: tokenId,
    organization_id,
    name: `Token ${another()}`,
    prefix: 'mst_test',
    scopes: ['rooms.view'],
    created_by_name: 'Test',
    ...made,
  })
  await insert(db, 'claim_codes', {
    id: randomUUID(),
    organization_id,
    device_id: deviceId,
    expires_at: new Date(Date.now() + 3_600_000),
    ...made,
  })
  await insert(db, 'device_credentials', {
    id: randomUUID(),
    organization_id,
    device_id: deviceId,
    public_key: {},
    thumbprint: hash(),
  })
  const unit = { organization_id, pool_id: poolId, feature_key: 'dual-screen', units: 1 }
  await insert(db, 'license_keys', {
    id: keyId,
    key_order_id: keyOrderId,
    ...unit,
    sealed: 'sealed',
    hint: 'AAAAA',
    ...made,
  })
  await db.query('UPDATE license_pools SET reserved = reserved + 1 WHERE id = $1', [poolId])
  const moved = { move_id: randomUUID(), direction: 'given', other_id: randomUUID(), reason: 'Test' }
  const mover = { moved_by: 'system:test', moved_by_name: 'Test' }
  await insert(db, 'unit_moves', { id: randomUUID(), ...unit, ...moved, ...mover })
  await insert(db, 'idempotency_keys', { organization_id, actor: 'system:test', key: 'key', request_hash: hash() })
  return { tokenId, keyId, keyOrderId }
}

async function buildLicenseFile(db: Queryable, { organizationId, deviceId }: Things): Promise<void> {
  const ids = { organization_id: organizationId, device_id: deviceId }
  await insert(db, 'license_files', { ...ids, issue: 1, key_id: 'key', file: 'e30.e30.c2ln', features: '[]' })
  await insert(db, 'license_file_requests', ids)
}

async function buildConfiguration(
  db: Queryable,
  { organizationId, deviceId }: Things,
): Promise<{ deploymentId: string; targetId: string }> {
  const organization_id = organizationId
  const [layerId, deploymentId, targetId] = [randomUUID(), randomUUID(), randomUUID()]
  const scope = { scope_kind: 'device', scope_id: deviceId }
  await insert(db, 'configuration_layers', { id: layerId, organization_id, ...scope })
  const version = { layer_id: layerId, organization_id, version: 1, values: {} }
  await insert(db, 'configuration_versions', { ...version, changed_by: 'system:test' })
  await insert(db, 'deployments', {
    id: deploymentId,
    organization_id,
    kind: 'configuration',
    title: 'Test',
    created_by: 'system:test',
    created_by_name: 'Test',
    total: 1,
  })
  const ring = { deployment_id: deploymentId, organization_id, position: 0 }
  await insert(db, 'deployment_rings', { ...ring, name: '1', size: { kind: 'rest' }, state: 'open' })
  await insert(db, 'deployment_plans', {
    deployment_id: deploymentId,
    organization_id,
    device_id: deviceId,
    changes: '[]',
  })
  await insert(db, 'deployment_targets', {
    id: targetId,
    organization_id,
    deployment_id: deploymentId,
    device_id: deviceId,
    changes: '[]',
    desired_version: 1,
    released_at: new Date(),
  })
  await insert(db, 'released_configurations', {
    device_id: deviceId,
    organization_id,
    version: 1,
    document: {},
    hash: 'hash',
  })
  return { deploymentId, targetId }
}

async function buildProfile(db: Queryable, { organizationId, deviceId }: Things) {
  const organization_id = organizationId
  const [profileId, assignmentId, groupId, freezePeriodId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const made = { created_by: 'system:test', created_by_name: 'Test' }
  await insert(db, 'profiles', { id: profileId, organization_id, name: `Profile ${another()}`, ...made })
  const changed = { changed_by: 'system:test', changed_by_name: 'Test' }
  await insert(db, 'profile_versions', { profile_id: profileId, organization_id, version: 1, values: {}, ...changed })
  await insert(db, 'device_groups', {
    id: groupId,
    organization_id,
    name: `Group ${another()}`,
    priority: 100,
    ...made,
  })
  await insert(db, 'device_group_members', {
    group_id: groupId,
    device_id: deviceId,
    organization_id,
    added_by: 'system:test',
  })
  const scope = { scope_kind: 'organization', scope_id: organizationId }
  await insert(db, 'profile_assignments', {
    id: assignmentId,
    organization_id,
    profile_id: profileId,
    ...scope,
    ...made,
  })
  const layers = JSON.stringify([{ kind: 'organization', scopeId: organizationId, profileId, version: 1 }])
  await insert(db, 'configuration_stacks', { id: randomUUID(), organization_id, hash: hash(), layers })
  const drifted = { device_id: deviceId, organization_id, key: 'display.monitors', cause: 'changed-on-device' }
  await insert(db, 'configuration_drifts', { ...drifted, wanted: '"Single"', reported: '"Auto"' })
  await insert(db, 'drift_judgements', { device_id: deviceId, organization_id, reported_at: new Date() })
  const during = { starts_at: new Date(), ends_at: new Date(Date.now() + 3_600_000) }
  await insert(db, 'freeze_periods', { id: freezePeriodId, organization_id, name: 'Freeze', ...during, ...made })
  return { profileId, assignmentId, groupId, freezePeriodId }
}

/** A batch whose preview was made of nobody, a rule that is paused, and a feature that was taken back. */
async function buildLicensing(db: Queryable, { organizationId, deviceId, groupId }: Things & { groupId: string }) {
  const organization_id = organizationId
  const [batchId, ruleId] = [randomUUID(), randomUUID()]
  const made = { created_by: 'system:test', created_by_name: 'Test', feature_key: 'dual-screen' }
  const batch = { action: 'activate', scope: { everyone: true }, preview_hash: hash(), free_units: 0 }
  await insert(db, 'license_batches', { id: batchId, organization_id, ...batch, ...made })
  await insert(db, 'license_batch_devices', {
    batch_id: batchId,
    position: 1,
    organization_id,
    device_id: deviceId,
    expected: 'already-active',
  })
  const rule = { group_id: groupId, priority: 100, enabled: false }
  await insert(db, 'license_rules', { id: ruleId, organization_id, ...rule, ...made })
  await insert(db, 'license_releases', {
    id: randomUUID(),
    organization_id,
    device_id: deviceId,
    feature_key: 'api',
    cause: 'released',
    released_by: 'Test',
  })
  return { batchId, ruleId }
}
