import { z } from 'zod'
import { route } from '../route.js'
import { deviceParams } from './devices.js'
import {
  firmwareBounds,
  id,
  instant,
  organizationParams,
  pageOf,
  pageQuery,
  settingValue,
  settingValues,
} from './primitives.js'

const nullableValue = settingValue.nullable()

/** Where a value comes from: the defaults, a profile on a scope, or the device itself. */
export const valueLayer = z
  .object({
    kind: z.string(),
    /** What people call it: the scope's name. */
    name: z.string(),
    scopeId: z.string().optional(),
    profile: z.object({ id, name: z.string(), version: z.int() }).optional(),
  })
  .meta({ id: 'ValueLayer' })

/** A value in effect, the layer it comes from, and every layer it beat. Secrets are never in it. */
export const effectiveValue = z
  .object({
    key: z.string(),
    value: nullableValue,
    layer: valueLayer,
    /** What lost, nearest first: overridden, or kept out by a lock, a missing licence, the model or its firmware. */
    beat: z.array(
      valueLayer.extend({
        value: nullableValue,
        reason: z.enum(['overridden', 'locked', 'feature-missing', 'not-valid', 'not-on-firmware']).optional(),
      }),
    ),
    locked: z.boolean(),
    /** The layer that locks it. */
    lockedBy: valueLayer.nullable().optional(),
    secret: z.boolean(),
    /** What the device last reported for it, when it did. */
    reported: nullableValue.optional(),
    /** Only while the device has not said what it runs: it may not have this, unless its firmware is one of these. */
    needsFirmware: firmwareBounds.optional(),
  })
  .meta({ id: 'EffectiveValue' })

export const deviceConfiguration = z
  .object({
    deviceId: id,
    modelKey: z.string(),
    /** What it runs; null: it has not said, and every setting of the model is shown. */
    firmware: z.string().nullable().optional(),
    /** Version of the device's own layer; send it as If-Match to change it. */
    version: z.int(),
    values: z.array(effectiveValue),
    /** The layers above the device's own, broadest first, as they are released to it. */
    layers: z.array(valueLayer).optional(),
    /** What would change if today's profiles were deployed to it. Nothing of it reaches the device before that. */
    pending: z
      .array(z.object({ key: z.string(), before: nullableValue, after: nullableValue, layer: valueLayer }))
      .optional(),
    /** What today's profiles set and the device's firmware lacks: it waits under `pending` once the firmware has it. */
    notOnFirmware: z
      .array(z.object({ key: z.string(), value: nullableValue, layer: valueLayer, needsFirmware: firmwareBounds }))
      .optional(),
    released: z.object({ version: z.int(), hash: z.string(), at: instant }).nullable(),
    appliedVersion: z.int(),
  })
  .meta({ id: 'DeviceConfiguration' })
export type DeviceConfiguration = z.infer<typeof deviceConfiguration>

/** What becomes different on a device; values that are secrets are hidden. */
export const shownChange = z.object({
  key: z.string(),
  before: nullableValue,
  after: nullableValue,
  restart: z.boolean(),
  secret: z.boolean(),
})

export const changePreview = z
  .object({
    deviceId: id,
    deviceName: z.string(),
    roomName: z.string().nullable(),
    changes: z.array(
      shownChange.extend({
        /** Only while the device has not said what it runs: it may refuse this, unless its firmware is one of these. */
        needsFirmware: firmwareBounds.optional(),
      }),
    ),
    /** What the device runs; null: it has not said. */
    firmware: z.string().nullable().optional(),
    restart: z.boolean(),
    inCall: z.boolean(),
    connection: z.string(),
    /** Where the change goes next: at once, or what it waits for. */
    delivery: z.enum(['now', 'waits-offline', 'waits-in-call']),
    version: z.int(),
  })
  .meta({ id: 'ChangePreview' })
export type ChangePreview = z.infer<typeof changePreview>

/** A place where a setting has a value. */
export const settingPlace = z
  .object({
    layer: valueLayer,
    value: nullableValue,
    locked: z.boolean(),
    device: z.object({ id, name: z.string() }).optional(),
  })
  .meta({ id: 'SettingPlace' })

const configuration = '/organizations/{organizationId}/devices/{deviceId}/configuration'
export const configurationRoutes = {
  get: route({
    method: 'GET',
    path: configuration,
    access: 'configuration.view',
    tag: 'Configuration',
    summary: 'The configuration in effect, with where each value comes from',
    params: deviceParams,
    response: deviceConfiguration,
  }),
  preview: route({
    method: 'POST',
    path: `${configuration}/preview`,
    access: 'configuration.manage',
    tag: 'Configuration',
    summary: 'What a change would do; nothing is saved or sent',
    params: deviceParams,
    body: z.object({ values: settingValues }).meta({ id: 'PreviewChange' }),
    response: changePreview,
    status: 200,
  }),
  change: route({
    method: 'POST',
    path: configuration,
    access: 'configuration.manage',
    tag: 'Configuration',
    summary: 'Save values in the device’s own layer and send them to it',
    params: deviceParams,
    body: z
      .object({ values: settingValues, reason: z.string().trim().max(500).optional() })
      .meta({ id: 'ChangeConfiguration' }),
    response: z.object({ deploymentId: id, targetId: id, version: z.int() }).meta({ id: 'ChangedConfiguration' }),
    status: 202,
    ifMatch: true,
  }),
  ofRoom: route({
    method: 'GET',
    path: '/organizations/{organizationId}/rooms/{roomId}/configuration',
    access: 'configuration.view',
    tag: 'Configuration',
    summary: 'The configuration in effect of every device in a room',
    params: organizationParams.extend({ roomId: id }),
    response: z.object({ devices: z.array(deviceConfiguration) }).meta({ id: 'RoomConfiguration' }),
  }),
  whereSet: route({
    method: 'GET',
    path: '/organizations/{organizationId}/configuration/settings/{key}',
    access: 'configuration.view',
    tag: 'Configuration',
    summary: 'Where a setting is set: in profiles first, then on devices',
    params: organizationParams.extend({ key: z.string().max(120) }),
    query: z.object(pageQuery),
    response: pageOf(settingPlace, 'SettingPlacePage'),
  }),
}
