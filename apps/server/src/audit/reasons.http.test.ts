import { buildDevice, buildLocation, buildOrganization, buildProfile, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
})
afterAll(() => api.close())

const at = (path: string) => `/organizations/${organizationId}${path}`
const recorded = async () => {
  const sql = `SELECT action, reason FROM audit_entries WHERE organization_id = $1 AND action NOT LIKE 'session.%' ORDER BY id`
  return (await api.owner.query(sql, [organizationId])).rows
}

it('whoever assigns, groups or moves can say why, and the audit keeps it', async () => {
  const profileId = await buildProfile(api.owner, { organizationId })
  const locationId = await buildLocation(api.owner, { organizationId })
  const roomId = await buildRoom(api.owner, { organizationId })
  const deviceId = await buildDevice(api.owner, { organizationId })
  const assigned = await admin.post(at('/assignments'), {
    profileId,
    scopeKind: 'room',
    scopeId: roomId,
    reason: 'assigned',
  })
  const assignment = at(`/assignments/${assigned.body.id}`)
  await admin.patch(assignment, 1, { priority: 7, reason: 'reassigned' })
  await admin.remove(`${assignment}?reason=unassigned`)
  const made = await admin.post(at('/groups'), { name: 'Pilots', reason: 'made' })
  const group = at(`/groups/${made.body.id}`)
  await admin.patch(group, 1, { priority: 9, reason: 'changed' })
  await admin.post(`${group}/devices`, { deviceIds: [deviceId], reason: 'added' })
  await admin.post(`${group}/devices/remove`, { deviceIds: [deviceId], reason: 'taken' })
  await admin.remove(`${group}?reason=removed`)
  await admin.patch(at(`/rooms/${roomId}`), 1, { locationId, reason: 'room moved' })
  await admin.patch(at(`/locations/${locationId}`), 1, { name: 'Elsewhere', reason: 'place moved' })
  await admin.patch(at(`/devices/${deviceId}`), 1, { roomId, reason: 'device moved' })
  expect(await recorded()).toEqual([
    { action: 'profile.assigned', reason: 'assigned' },
    { action: 'profile.reassigned', reason: 'reassigned' },
    { action: 'profile.unassigned', reason: 'unassigned' },
    { action: 'group.created', reason: 'made' },
    { action: 'group.changed', reason: 'changed' },
    { action: 'group.members-changed', reason: 'added' },
    { action: 'group.members-changed', reason: 'taken' },
    { action: 'group.removed', reason: 'removed' },
    { action: 'room.changed', reason: 'room moved' },
    { action: 'location.changed', reason: 'place moved' },
    { action: 'device.changed', reason: 'device moved' },
  ])
  const { rows } = await api.owner.query(
    `SELECT action FROM audit_entries WHERE organization_id = $1 AND object_kind = 'profile' AND object_id = $2 ORDER BY id`,
    [organizationId, profileId],
  )
  expect(rows).toHaveLength(3)
})
