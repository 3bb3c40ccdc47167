import { RETIRE_CAUSES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { shownChange } from './configuration.js'
import { claimCode, device, deviceParams } from './devices.js'
import { id } from './primitives.js'

/** By a device that is here already, or by a new one that then waits for its claim. */
const replaceDevice = z.object({
  by: z.union([
    z.object({ deviceId: id }).strict(),
    z
      .object({
        serial: z.string().trim().min(1).max(64),
        /** Default: the model of the one that is replaced. */
        modelKey: z.string().max(64).optional(),
        mac: z.string().max(32).nullable().optional(),
      })
      .strict(),
  ]),
  /** The new one gets the asset tag of the old one. */
  takeAssetTag: z.boolean().default(false),
  cause: z.enum(RETIRE_CAUSES).default('failed'),
})

/** What one device would take over from another. */
export const deviceReplacement = z
  .object({
    old: z.object({ id, name: z.string(), serial: z.string(), modelKey: z.string() }),
    /** Null where it is not known to Maestro yet. */
    new: z.object({ id: id.nullable(), name: z.string(), serial: z.string(), modelKey: z.string() }),
    room: z.object({ id, name: z.string() }).nullable(),
    assetTag: z.string().nullable(),
    /** Keys of the device's own layer; `leftOut` are those that the new model does not have. */
    settings: z.object({
      taken: z.array(z.string()),
      leftOut: z.array(z.string()),
      /** All that becomes different on the new device, whichever layer or licence it comes from. */
      changes: z.array(shownChange),
    }),
    /** The new device is in use, and restarts for it. */
    restart: z.boolean(),
    profiles: z.array(z.object({ id, name: z.string() })),
    /** Groups that devices are put into by hand. */
    groups: z.array(z.object({ id, name: z.string() })),
    registration: z.object({ mode: z.string(), target: z.string().nullable() }).nullable(),
    licenses: z.array(
      z.object({
        featureKey: z.string(),
        /** `left-over`: the new model cannot have it; `already-active`: it has one of its own. The unit is free again. */
        outcome: z.enum(['moves', 'left-over', 'already-active']),
      }),
    ),
    /** The old one is out of reach: that it has dropped its licences will be certain once it is heard of. */
    unconfirmed: z.boolean(),
    previewHash: z.string(),
  })
  .meta({ id: 'DeviceReplacement' })
export type DeviceReplacement = z.infer<typeof deviceReplacement>

const path = '/organizations/{organizationId}/devices/{deviceId}/replacement'

export const deviceReplacementRoutes = {
  preview: route({
    method: 'POST',
    path: `${path}/preview`,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'What another device would take over from this one; nothing changes',
    params: deviceParams,
    body: replaceDevice.meta({ id: 'PreviewDeviceReplacement' }),
    response: deviceReplacement,
    status: 200,
  }),
  replace: route({
    method: 'POST',
    path,
    access: 'devices.manage',
    tag: 'Devices',
    summary:
      'Replace a device: another one takes over its place, its configuration and its licences; this one is retired',
    params: deviceParams,
    body: replaceDevice
      .extend({ previewHash: z.string().max(64), reason: z.string().trim().max(500).optional() })
      .meta({ id: 'ReplaceDevice' }),
    response: z
      .object({
        device,
        replaced: device,
        /** For a device that Maestro did not know: shown once. */
        claimCode: claimCode.nullable(),
      })
      .meta({ id: 'ReplacedDevice' }),
    status: 200,
    ifMatch: true,
  }),
}
