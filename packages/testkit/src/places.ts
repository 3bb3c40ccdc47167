import { randomUUID } from 'node:crypto'
import type { LocationKind, RoomType } from '@maestro/domain'
import { another, insert, type Queryable } from './queryable.js'

export async function buildLocation(
  db: Queryable,
  wanted: { organizationId: string; kind?: LocationKind; name?: string; parentId?: string },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'locations', {
    id,
    organization_id: wanted.organizationId,
    parent_id: wanted.parentId,
    kind: wanted.kind ?? 'site',
    name: wanted.name ?? `Place ${another()}`,
  })
  return id
}

export async function buildRoom(
  db: Queryable,
  wanted: { organizationId: string; name?: string; locationId?: string; type?: RoomType; expected?: object },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'rooms', {
    id,
    organization_id: wanted.organizationId,
    location_id: wanted.locationId,
    name: wanted.name ?? `Room ${another()}`,
    type: wanted.type ?? 'huddle',
    expected: wanted.expected ?? {},
  })
  return id
}
