import { ROOM_TYPES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { deviceSummary } from './devices.js'
import { id, instant, organizationParams, pageOf, pageQuery, reason, thingName } from './primitives.js'

const some = z.array(z.string().max(64)).min(1).max(50)
/** A saved filter: devices that fulfil all of it are in the group, also those that come later. */
export const groupRule = z
  .object({
    search: z.string().trim().min(1).max(120),
    model: some,
    firmware: some,
    registration: some,
    feature: some,
    room: some,
    /** Places with all below them. */
    location: some,
    roomType: z.array(z.enum(ROOM_TYPES)).min(1).max(50),
  })
  .partial()
  .strict()
  .refine((rule) => Object.keys(rule).length > 0, { message: 'A rule needs at least one condition.' })
  .meta({ id: 'GroupRule' })
export type GroupRule = z.infer<typeof groupRule>

export const deviceGroup = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    /** Where two groups set the same key, the higher wins; no two have the same. */
    priority: z.int(),
    rule: groupRule.nullable(),
    /** Stops counting at 10,000. */
    devices: z.object({ count: z.int(), more: z.boolean() }),
    profiles: z.array(z.object({ id, name: z.string() })),
    createdBy: z.string(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'DeviceGroup' })
export type DeviceGroup = z.infer<typeof deviceGroup>

const groups = '/organizations/{organizationId}/groups'
const params = organizationParams.extend({ groupId: id })
const tag = 'Groups'
const priority = z.int().min(1).max(10_000)
const members = z.object({ deviceIds: z.array(id).min(1).max(1000), reason })

export const groupRoutes = {
  list: route({
    method: 'GET',
    path: groups,
    access: 'configuration.view',
    tag,
    summary: 'Groups by name',
    params: organizationParams,
    query: z.object({ ...pageQuery, search: z.string().max(120).optional() }),
    response: pageOf(deviceGroup, 'GroupPage'),
  }),
  create: route({
    method: 'POST',
    path: groups,
    access: 'configuration.manage',
    tag,
    summary: 'Make a group, by hand or by rule',
    params: organizationParams,
    body: z
      .object({
        name: thingName,
        description: z.string().max(2000).default(''),
        priority: priority.optional(),
        rule: groupRule.nullable().default(null),
        deviceIds: z.array(id).max(1000).default([]),
        reason,
      })
      .meta({ id: 'WriteGroup' }),
    response: deviceGroup,
    status: 201,
  }),
  get: route({
    method: 'GET',
    path: `${groups}/{groupId}`,
    access: 'configuration.view',
    tag,
    summary: 'A group',
    params,
    response: deviceGroup,
  }),
  change: route({
    method: 'PATCH',
    path: `${groups}/{groupId}`,
    access: 'configuration.manage',
    tag,
    summary: 'Change a group',
    params,
    body: z
      .object({ name: thingName, description: z.string().max(2000), priority, rule: groupRule, reason })
      .partial()
      .meta({ id: 'ChangeGroup' }),
    response: deviceGroup,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: `${groups}/{groupId}`,
    access: 'configuration.manage',
    tag,
    summary: 'Remove a group that no profile is assigned to',
    params,
    query: z.object({ reason }),
  }),
  devices: route({
    method: 'GET',
    path: `${groups}/{groupId}/devices`,
    access: 'configuration.view',
    tag,
    summary: 'The devices of a group by name',
    params,
    query: z.object(pageQuery),
    response: pageOf(deviceSummary, 'GroupDevicePage'),
  }),
  add: route({
    method: 'POST',
    path: `${groups}/{groupId}/devices`,
    access: 'configuration.manage',
    tag,
    summary: 'Add devices to a group by hand',
    params,
    body: members.meta({ id: 'AddToGroup' }),
    response: deviceGroup,
    status: 200,
  }),
  take: route({
    method: 'POST',
    path: `${groups}/{groupId}/devices/remove`,
    access: 'configuration.manage',
    tag,
    summary: 'Take devices out of a group by hand',
    params,
    body: members.meta({ id: 'TakeFromGroup' }),
    response: deviceGroup,
    status: 200,
  }),
}
