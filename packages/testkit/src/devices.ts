import { randomUUID } from 'node:crypto'
import type { ConnectionState, LifeCycleState, RegistrationMode } from '@maestro/domain'
import { another, insert, type Queryable } from './queryable.js'

export type WantedDevice = {
  organizationId: string
  roomId?: string
  model?: string
  name?: string
  serial?: string
  assetTag?: string
  state?: LifeCycleState
  management?: 'linked' | 'recorded'
  connection?: ConnectionState
  firmware?: string
  problems?: readonly string[]
  factsSource?: string
  lastSeenAt?: Date
  registration?: { mode: RegistrationMode; target?: string }
}

/** A device as it is after its first contact, unless it is wanted otherwise. */
export async function buildDevice(db: Queryable, wanted: WantedDevice): Promise<string> {
  const id = randomUUID()
  const organization_id = wanted.organizationId
  const { management = 'linked' } = wanted
  await insert(db, 'devices', {
    id,
    organization_id,
    room_id: wanted.roomId,
    vendor: 'StarLeaf',
    serial: wanted.serial ?? `SN${String(another()).padStart(6, '0')}`,
    model_key: wanted.model ?? 'gtm-5140',
    name: wanted.name ?? `Device ${another()}`,
    asset_tag: wanted.assetTag,
    state: wanted.state ?? 'active',
    management,
    connection: wanted.connection ?? (management === 'recorded' ? 'recorded' : 'online'),
    firmware_version: wanted.firmware,
    problems: wanted.problems,
    facts_source: wanted.factsSource,
  })
  if (management === 'linked') {
    const seen = wanted.lastSeenAt ?? new Date()
    await db.query('UPDATE device_statuses SET last_seen_at = $2 WHERE device_id = $1', [id, seen])
  }
  if (wanted.registration)
    await insert(db, 'registrations', { device_id: id, organization_id, source: 'test', ...wanted.registration })
  return id
}
