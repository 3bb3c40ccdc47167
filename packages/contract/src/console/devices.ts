import { CONNECTION_STATES, REGISTRATION_MODES, RETIRE_CAUSES, TARGET_STATES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import {
  givenInstant,
  id,
  instant,
  organizationParams,
  pageOf,
  pageQuery,
  reason,
  several,
  thingName,
} from './primitives.js'

const connection = z.enum(CONNECTION_STATES)
export const registrationMode = z.enum(REGISTRATION_MODES)
const targetState = z.enum(TARGET_STATES)

/** A device as a list shows it. */
export const deviceSummary = z
  .object({
    id,
    name: z.string(),
    serial: z.string(),
    vendor: z.string(),
    modelKey: z.string(),
    room: z.object({ id, name: z.string() }).nullable(),
    state: z.enum(['staged', 'active', 'retired']),
    management: z.enum(['linked', 'adapter', 'recorded']),
    connection,
    inCall: z.boolean(),
    firmwareVersion: z.string().nullable(),
    registrationMode,
    features: z.array(z.string()),
    configurationState: targetState.nullable(),
    /** Settings that it reports differently from what was released to it. */
    drift: z.int(),
    problems: z.array(z.string()),
    attention: z.boolean(),
    assetTag: z.string().nullable(),
    lastSeenAt: instant.nullable(),
  })
  .meta({ id: 'DeviceSummary' })
export type DeviceSummary = z.infer<typeof deviceSummary>

export const deviceRegistration = z
  .object({
    mode: registrationMode,
    target: z.string().nullable(),
    address: z.string().nullable(),
    state: z.string(),
    reason: z.string().nullable(),
    source: z.string(),
    recordedAt: instant,
  })
  .meta({ id: 'DeviceRegistration' })

export const deviceActivation = z
  .object({
    featureKey: z.string(),
    activatedAt: instant,
    activatedBy: z.string(),
    keyHint: z.string().nullable(),
    /** Whose unit it is. */
    pool: z.object({ id, orderNumber: z.string().nullable() }),
    validUntil: instant.nullable(),
    graceUntil: instant.nullable(),
    confirmedAt: instant.nullable(),
    /** Since when the device goes without, and why; the unit stays taken. */
    droppedAt: instant.nullable(),
    dropCause: z.enum(['expired', 'suspended', 'revoked']).nullable(),
  })
  .meta({ id: 'DeviceActivation' })

/** A device whole: what it is, what it says of itself, what it is licensed for. */
export const device = deviceSummary
  .extend({
    mac: z.string().nullable(),
    retiredCause: z.string().nullable(),
    factsSource: z.string().nullable(),
    factsAt: instant.nullable(),
    registration: deviceRegistration.nullable(),
    activations: z.array(deviceActivation),
    /** The state document as the device last reported it. */
    reported: z.record(z.string(), z.unknown()),
    reportedAt: instant.nullable(),
    agentVersion: z.string().nullable(),
    transport: z.string().nullable(),
    connectedAt: instant.nullable(),
    desiredVersion: z.int().nullable(),
    appliedVersion: z.int(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof device>

/** What a list of devices can be narrowed and sorted by. One or two signs of `search` find beginnings of words. */
export const deviceFilters = {
  search: z.string().max(120).optional(),
  state: z
    .enum(['all', 'online', 'offline', 'in-call', 'attention', 'drift', 'staged', 'recorded', 'retired'])
    .default('all'),
  model: several,
  firmware: several,
  registration: several,
  feature: several,
  room: several,
  location: several,
  configuration: several,
  sort: z
    .enum(['name', '-name', 'serial', '-serial', 'model', '-model', 'firmware', '-firmware', 'lastSeen', '-lastSeen'])
    .default('name'),
}
export const deviceListQuery = z.object({ ...pageQuery, ...deviceFilters })
export type DeviceListQuery = z.output<typeof deviceListQuery>

export const createDevice = z
  .object({
    modelKey: z.string().max(64),
    serial: z.string().trim().min(1).max(64),
    name: thingName,
    mac: z.string().max(32).nullable().optional(),
    assetTag: z.string().max(64).nullable().optional(),
    roomId: id.nullable().optional(),
    vendor: z.string().trim().min(1).max(64).optional(),
    /** Default as the model says: room systems are linked, all others recorded by hand. */
    management: z.enum(['linked', 'recorded']).optional(),
    /** For recorded devices: what is known, and from where. */
    firmwareVersion: z.string().max(64).nullable().optional(),
    registration: z
      .object({
        mode: registrationMode,
        target: z.string().max(200).nullable().optional(),
        address: z.string().max(200).nullable().optional(),
      })
      .optional(),
    factsSource: z.string().max(200).optional(),
    factsAt: givenInstant.optional(),
  })
  .meta({ id: 'CreateDevice' })

const changeDevice = z
  .object({
    name: thingName,
    assetTag: z.string().max(64).nullable(),
    roomId: id.nullable(),
    mac: z.string().max(32).nullable(),
    firmwareVersion: z.string().max(64).nullable(),
    factsSource: z.string().max(200),
    factsAt: givenInstant,
    reason,
  })
  .partial()
  .meta({ id: 'ChangeDevice' })

export const claimCode = z.object({ code: z.string(), expiresAt: instant }).meta({ id: 'ClaimCode' })

export const deviceFacets = z
  .object({
    models: z.array(z.object({ value: z.string(), devices: z.int() })),
    firmware: z.array(z.object({ value: z.string(), devices: z.int() })),
    registrations: z.array(z.object({ value: z.string(), devices: z.int() })),
    features: z.array(z.object({ value: z.string(), devices: z.int() })),
    counts: z.object({
      all: z.int(),
      online: z.int(),
      offline: z.int(),
      inCall: z.int(),
      attention: z.int(),
      drift: z.int(),
      staged: z.int(),
      recorded: z.int(),
      retired: z.int(),
    }),
  })
  .meta({ id: 'DeviceFacets' })
export type DeviceFacets = z.infer<typeof deviceFacets>

const devices = '/organizations/{organizationId}/devices'
export const deviceParams = organizationParams.extend({ deviceId: id })

export const deviceRoutes = {
  list: route({
    method: 'GET',
    path: devices,
    access: 'devices.view',
    tag: 'Devices',
    summary: 'Devices, filtered and sorted',
    params: organizationParams,
    query: deviceListQuery,
    response: pageOf(deviceSummary, 'DevicePage'),
  }),
  facets: route({
    method: 'GET',
    path: `${devices}/facets`,
    access: 'devices.view',
    tag: 'Devices',
    summary: 'What devices can be filtered by, and the counts on the tabs',
    params: organizationParams,
    response: deviceFacets,
  }),
  export: route({
    method: 'GET',
    path: `${devices}/export.csv`,
    access: 'export',
    tag: 'Devices',
    summary: 'The inventory as CSV, streamed; filters and sorting as in the list',
    params: organizationParams,
    query: z.object(deviceFilters),
    media: 'text/csv',
  }),
  get: route({
    method: 'GET',
    path: `${devices}/{deviceId}`,
    access: 'devices.view',
    tag: 'Devices',
    summary: 'A device',
    params: deviceParams,
    response: device,
  }),
  create: route({
    method: 'POST',
    path: devices,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'Add a device: linked (then claim it) or recorded by hand',
    params: organizationParams,
    body: createDevice,
    response: device,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: `${devices}/{deviceId}`,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'Change what people know of a device',
    params: deviceParams,
    body: changeDevice,
    response: device,
    ifMatch: true,
  }),
  recordRegistration: route({
    method: 'PUT',
    path: `${devices}/{deviceId}/registration`,
    access: 'registration.manage',
    tag: 'Devices',
    summary: 'Record how a device reaches meetings (records a fact; does not change the device)',
    params: deviceParams,
    body: z
      .object({
        mode: registrationMode,
        target: z.string().max(200).nullable().default(null),
        address: z.string().max(200).nullable().default(null),
        source: z.string().trim().min(1).max(200),
        recordedAt: givenInstant.optional(),
      })
      .meta({ id: 'RecordRegistration' }),
    response: device,
    ifMatch: true,
  }),
  claimCode: route({
    method: 'POST',
    path: `${devices}/{deviceId}/claim-code`,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'A claim code for a staged device: single use, 24 hours, shown once',
    params: deviceParams,
    response: claimCode,
    status: 201,
  }),
  retire: route({
    method: 'POST',
    path: `${devices}/{deviceId}/retire`,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'Retire a device, with a cause; its licences are released',
    params: deviceParams,
    body: z.object({ cause: z.enum(RETIRE_CAUSES) }).meta({ id: 'RetireDevice' }),
    response: device,
    ifMatch: true,
  }),
}
