import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { OrganizationKind, Role } from '@maestro/domain'
import { buildDevice } from './devices.js'
import { buildActivation, buildPool } from './licenses.js'
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
  readonly featureKey: string
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
  const tokenId = await buildSecrets(db, things)
  const deploymentId = await buildConfiguration(db, things)
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
  return { ...things, personId, tokenId, locationId, roomId, deploymentId, featureKey: 'dual-screen' }
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

async function buildSecrets(db: Queryable, { organizationId, deviceId, poolId }: Things): Promise<string> {
  const tokenId = randomUUID()
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
  const key = { id: randomUUID(), organization_id, pool_id: poolId, feature_key: 'dual-screen', units: 1 }
  await insert(db, 'license_keys', { ...key, sealed: 'sealed', hint: 'AAAAA', ...made })
  await insert(db, 'idempotency_keys', { organization_id, actor: 'system:test', key: 'key', request_hash: hash() })
  return tokenId
}

async function buildConfiguration(db: Queryable, { organizationId, deviceId }: Things): Promise<string> {
  const organization_id = organizationId
  const [layerId, deploymentId] = [randomUUID(), randomUUID()]
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
  await insert(db, 'deployment_targets', {
    id: randomUUID(),
    organization_id,
    deployment_id: deploymentId,
    device_id: deviceId,
    changes: '[]',
    desired_version: 1,
  })
  await insert(db, 'released_configurations', {
    device_id: deviceId,
    organization_id,
    version: 1,
    document: {},
    hash: 'hash',
  })
  return deploymentId
}
