import { z } from 'zod'
import { route } from '../route.js'
import { deviceParams } from './devices.js'
import { id, instant, settingValue, settingValues } from './primitives.js'

const nullableValue = settingValue.nullable()

/** A value in effect, the layer it comes from, and every layer it beat. Secrets are never in it. */
export const effectiveValue = z
  .object({
    key: z.string(),
    value: nullableValue,
    layer: z.object({ kind: z.string(), name: z.string() }),
    beat: z.array(z.object({ kind: z.string(), name: z.string(), value: nullableValue })),
    locked: z.boolean(),
    secret: z.boolean(),
    /** What the device last reported for it, when it did. */
    reported: nullableValue.optional(),
  })
  .meta({ id: 'EffectiveValue' })

export const deviceConfiguration = z
  .object({
    deviceId: id,
    modelKey: z.string(),
    /** Version of the device's own layer; send it as If-Match to change it. */
    version: z.int(),
    values: z.array(effectiveValue),
    released: z.object({ version: z.int(), hash: z.string(), at: instant }).nullable(),
    appliedVersion: z.int(),
  })
  .meta({ id: 'DeviceConfiguration' })
export type DeviceConfiguration = z.infer<typeof deviceConfiguration>

export const changePreview = z
  .object({
    deviceId: id,
    deviceName: z.string(),
    roomName: z.string().nullable(),
    changes: z.array(
      z.object({
        key: z.string(),
        before: nullableValue,
        after: nullableValue,
        restart: z.boolean(),
        secret: z.boolean(),
      }),
    ),
    restart: z.boolean(),
    inCall: z.boolean(),
    connection: z.string(),
    /** Where the change goes next: at once, or what it waits for. */
    delivery: z.enum(['now', 'waits-offline', 'waits-in-call']),
    version: z.int(),
  })
  .meta({ id: 'ChangePreview' })
export type ChangePreview = z.infer<typeof changePreview>

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
}
