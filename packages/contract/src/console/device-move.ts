import { z } from 'zod'
import { route } from '../route.js'
import { claimCode, device, deviceParams } from './devices.js'
import { id } from './primitives.js'

/** To where: an organization in which the caller may manage devices too. Any other does not exist. */
const moveDevice = z.object({ toOrganizationId: id })
const named = z.object({ id, name: z.string() })

/** What a move would end, and what stays behind. */
export const deviceMove = z
  .object({
    device: z.object({ id, name: z.string(), serial: z.string(), modelKey: z.string() }),
    to: named,
    /** It has to be reset, and takes its place there with a claim code; a recorded device is just written down there. */
    enrols: z.boolean(),
    room: named.nullable(),
    assetTag: z.string().nullable(),
    /** Keys of the device's own layer. */
    settings: z.array(z.string()),
    /** Profiles that were assigned to this device alone. */
    profiles: z.array(named),
    /** Groups that it was put into by hand. */
    groups: z.array(named),
    registration: z.object({ mode: z.string(), target: z.string().nullable() }).nullable(),
    /** Deployments that were still to reach it. */
    deployments: z.array(z.object({ id, title: z.string() })),
    /** Their units become free here. */
    licenses: z.array(z.object({ featureKey: z.string() })),
    /** It is linked: that it has dropped its licences is not certain as long as nothing is heard of it. */
    unconfirmed: z.boolean(),
    previewHash: z.string(),
  })
  .meta({ id: 'DeviceMove' })
export type DeviceMove = z.infer<typeof deviceMove>

const path = '/organizations/{organizationId}/devices/{deviceId}/move'

export const deviceMoveRoutes = {
  preview: route({
    method: 'POST',
    path: `${path}/preview`,
    access: 'devices.manage',
    tag: 'Devices',
    summary: 'What a move of the device to another organization would end, and what would stay behind; nothing changes',
    params: deviceParams,
    body: moveDevice.meta({ id: 'PreviewDeviceMove' }),
    response: deviceMove,
    status: 200,
  }),
  move: route({
    method: 'POST',
    path,
    access: 'devices.manage',
    tag: 'Devices',
    summary:
      'Move a device to another organization: it is retired here and a new device there, with nothing but its name',
    params: deviceParams,
    body: moveDevice
      .extend({ previewHash: z.string().max(64), reason: z.string().trim().max(500).optional() })
      .meta({ id: 'MoveDevice' }),
    response: z
      .object({
        /** As it stays here. */
        retired: device,
        /** What it is in the other organization. */
        moved: z.object({ organizationId: id, deviceId: id }),
        /** For the other organization, after a reset: shown once. */
        claimCode: claimCode.nullable(),
      })
      .meta({ id: 'MovedDevice' }),
    status: 200,
    ifMatch: true,
  }),
}
