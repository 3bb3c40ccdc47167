import { LOCATION_KINDS, PERIPHERAL_KINDS, ROOM_TYPES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { CLOCK_TIME } from './patterns.js'
import { id, instant, organizationParams, pageOf, pageQuery, reason, several, thingName } from './primitives.js'

const locationKind = z.enum(LOCATION_KINDS)
const roomType = z.enum(ROOM_TYPES)

export const location = z
  .object({ id, parentId: id.nullable(), kind: locationKind, name: z.string(), version: z.int() })
  .meta({ id: 'Location' })
export type Location = z.infer<typeof location>

/** What a room should have. A difference to what its devices report needs a person. */
export const expectedEquipment = z
  .partialRecord(z.enum(PERIPHERAL_KINDS), z.int().min(0).max(8))
  .meta({ id: 'ExpectedEquipment' })

const clockTime = z.string().regex(CLOCK_TIME)
/** When a room is worked in, in its own time: at most one stretch for each weekday (1 is Monday). None: at no known time. */
export const officeHours = z
  .array(z.object({ day: z.int().min(1).max(7), from: clockTime, to: clockTime }))
  .max(7)
  .meta({ id: 'OfficeHours' })

export const room = z
  .object({
    id,
    name: z.string(),
    type: roomType,
    seats: z.int().nullable(),
    timeZone: z.string(),
    language: z.enum(['en', 'de']).nullable(),
    locationId: id.nullable(),
    /** Names from the top of the tree down to the room's own place. */
    path: z.array(z.string()),
    expected: expectedEquipment,
    officeHours,
    devices: z.array(
      z.object({
        id,
        name: z.string(),
        modelKey: z.string(),
        state: z.string(),
        connection: z.string(),
        inCall: z.boolean(),
        attention: z.boolean(),
        problems: z.array(z.string()),
      }),
    ),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof room>

const locationParams = organizationParams.extend({ locationId: id })
const roomParams = organizationParams.extend({ roomId: id })
const writeLocation = z
  .object({ name: thingName, kind: locationKind, parentId: id.nullable().default(null) })
  .meta({ id: 'WriteLocation' })
const writeRoom = z
  .object({
    name: thingName,
    type: roomType.default('huddle'),
    seats: z.int().min(1).max(2000).nullable().default(null),
    timeZone: z.string().max(64).optional(),
    language: z.enum(['en', 'de']).nullable().optional(),
    locationId: id.nullable().default(null),
    expected: expectedEquipment.default({}),
    /** Features that end are taken away outside of them. */
    officeHours: officeHours.default([]),
  })
  .meta({ id: 'WriteRoom' })
const changeRoom = z
  .object({
    name: thingName,
    type: roomType,
    seats: z.int().min(1).max(2000).nullable(),
    timeZone: z.string().max(64),
    language: z.enum(['en', 'de']).nullable(),
    locationId: id.nullable(),
    expected: expectedEquipment,
    officeHours,
    reason,
  })
  .partial()
  .meta({ id: 'ChangeRoom' })

export const locationRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/locations',
    access: 'rooms.view',
    tag: 'Locations',
    summary: 'The places of an organization, as a flat list of the tree',
    params: organizationParams,
    query: z.object({ ...pageQuery, parentId: id.optional() }),
    response: pageOf(location, 'LocationPage'),
  }),
  create: route({
    method: 'POST',
    path: '/organizations/{organizationId}/locations',
    access: 'rooms.manage',
    tag: 'Locations',
    summary: 'Add a place',
    params: organizationParams,
    body: writeLocation,
    response: location,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}/locations/{locationId}',
    access: 'rooms.manage',
    tag: 'Locations',
    summary: 'Rename or move a place',
    params: locationParams,
    body: z
      .object({ name: thingName, kind: locationKind, parentId: id.nullable(), reason })
      .partial()
      .meta({ id: 'ChangeLocation' }),
    response: location,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/locations/{locationId}',
    access: 'rooms.manage',
    tag: 'Locations',
    summary: 'Remove an empty place',
    params: locationParams,
    ifMatch: true,
  }),
}

export const roomRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/rooms',
    access: 'rooms.view',
    tag: 'Rooms',
    summary: 'Rooms, by name',
    params: organizationParams,
    query: z.object({
      ...pageQuery,
      search: z.string().max(120).optional(),
      location: several,
      sort: z.enum(['name', '-name']).default('name'),
    }),
    response: pageOf(room, 'RoomPage'),
  }),
  get: route({
    method: 'GET',
    path: '/organizations/{organizationId}/rooms/{roomId}',
    access: 'rooms.view',
    tag: 'Rooms',
    summary: 'A room and its devices',
    params: roomParams,
    response: room,
  }),
  create: route({
    method: 'POST',
    path: '/organizations/{organizationId}/rooms',
    access: 'rooms.manage',
    tag: 'Rooms',
    summary: 'Add a room',
    params: organizationParams,
    body: writeRoom,
    response: room,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}/rooms/{roomId}',
    access: 'rooms.manage',
    tag: 'Rooms',
    summary: 'Change a room',
    params: roomParams,
    body: changeRoom,
    response: room,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/rooms/{roomId}',
    access: 'rooms.manage',
    tag: 'Rooms',
    summary: 'Remove a room without devices',
    params: roomParams,
    ifMatch: true,
  }),
}
