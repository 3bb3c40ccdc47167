import { randomUUID } from 'node:crypto'
import { another, insert, type Queryable } from './queryable.js'

const maker = { created_by: 'system:test', created_by_name: 'Test' }

/** A profile at its first version; secrets would have to be sealed. */
export async function buildProfile(
  db: Queryable,
  wanted: { organizationId: string; name?: string; values?: object; locked?: readonly string[] },
): Promise<string> {
  const id = randomUUID()
  const { organizationId: organization_id, values = {}, locked = [] } = wanted
  const content = { values: JSON.stringify(values), locked }
  const name = wanted.name ?? `Profile ${another()}`
  await insert(db, 'profiles', { id, organization_id, name, ...content, ...maker })
  const changed = { changed_by: 'system:test', changed_by_name: 'Test' }
  await insert(db, 'profile_versions', { profile_id: id, organization_id, version: 1, ...content, ...changed })
  return id
}

export async function buildAssignment(
  db: Queryable,
  wanted: { organizationId: string; profileId: string; scopeKind: string; scopeId: string; priority?: number },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'profile_assignments', {
    id,
    organization_id: wanted.organizationId,
    profile_id: wanted.profileId,
    scope_kind: wanted.scopeKind,
    scope_id: wanted.scopeId,
    priority: wanted.priority,
    ...maker,
  })
  return id
}

/** A group by rule, or with members by hand. */
export async function buildGroup(
  db: Queryable,
  wanted: { organizationId: string; name?: string; priority?: number; rule?: object; deviceIds?: readonly string[] },
): Promise<string> {
  const id = randomUUID()
  const { organizationId: organization_id, rule, deviceIds = [] } = wanted
  const number = another()
  await insert(db, 'device_groups', {
    id,
    organization_id,
    name: wanted.name ?? `Group ${number}`,
    priority: wanted.priority ?? number,
    rule: rule && JSON.stringify(rule),
    ...maker,
  })
  for (const device_id of deviceIds)
    await insert(db, 'device_group_members', { group_id: id, device_id, organization_id, added_by: 'system:test' })
  return id
}
