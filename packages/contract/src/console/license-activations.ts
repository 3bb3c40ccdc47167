import { z } from 'zod'
import { route } from '../route.js'
import { deploymentScope } from './deployment.js'
import { device, deviceParams } from './devices.js'
import { id, instant, organizationParams, pageOf, pageQuery, several } from './primitives.js'

/**
 * What a preview says of a device. Activating: `gets`, `already-active`, `model-cannot`, `no-units`, `retired`. Releasing:
 * `releases`, `not-active`, `kept-by-rule`.
 */
export const batchExpectation = z.enum([
  'gets',
  'already-active',
  'model-cannot',
  'no-units',
  'releases',
  'not-active',
  'kept-by-rule',
  'retired',
])
export type BatchExpectation = z.infer<typeof batchExpectation>

/** What became of a device; `cancelled`: the batch was ended before its turn. */
export const batchResult = z.enum([
  'activated',
  'already-active',
  'model-cannot',
  'no-units',
  'released',
  'not-active',
  'kept-by-rule',
  'retired',
  'cancelled',
])
export type BatchResult = z.infer<typeof batchResult>

/** One feature for many devices, or off many. */
export const licenseBatch = z
  .object({
    id,
    action: z.enum(['activate', 'release']),
    featureKey: z.string(),
    scope: deploymentScope,
    state: z.enum(['previewed', 'running', 'finished', 'cancelled']),
    previewHash: z.string(),
    /** Units that were free for the preview; null: a pool may go over. */
    freeUnits: z.int().nullable(),
    total: z.int(),
    /** Devices by what the preview says of them. */
    expected: z.partialRecord(batchExpectation, z.int()),
    /** Devices that are done, and by what became of them. */
    done: z.int(),
    results: z.partialRecord(batchResult, z.int()),
    reason: z.string().nullable(),
    createdBy: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'LicenseBatch' })
export type LicenseBatch = z.infer<typeof licenseBatch>

/** In the order in which units are given out: by room name, then serial number; devices without a room come last. */
export const licenseBatchDevice = z
  .object({
    position: z.int(),
    device: z.object({ id, name: z.string(), serial: z.string(), modelKey: z.string() }),
    room: z.object({ id, name: z.string() }).nullable(),
    expected: batchExpectation,
    result: batchResult.nullable(),
  })
  .meta({ id: 'LicenseBatchDevice' })
export type LicenseBatchDevice = z.infer<typeof licenseBatchDevice>

const batches = '/organizations/{organizationId}/license-activations'
const one = `${batches}/{batchId}`
const params = organizationParams.extend({ batchId: id })
const tag = 'Licences'
const access = 'licenses.manage'

export const licenseBatchRoutes = {
  preview: route({
    method: 'POST',
    path: `${batches}/preview`,
    access,
    tag,
    summary: 'Preview one feature for many devices, or off many: who gets a unit and who does not; nothing changes',
    params: organizationParams,
    body: z
      .object({
        action: z.enum(['activate', 'release']).default('activate'),
        featureKey: z.string().max(64),
        scope: deploymentScope,
      })
      .meta({ id: 'PreviewLicenseBatch' }),
    response: licenseBatch,
    status: 201,
  }),
  start: route({
    method: 'POST',
    path: batches,
    access,
    tag,
    summary: 'Carry out exactly the preview with this hash; refused when something has changed since',
    params: organizationParams,
    body: z
      .object({ batchId: id, previewHash: z.string().max(64), reason: z.string().trim().max(500).optional() })
      .meta({ id: 'StartLicenseBatch' }),
    response: licenseBatch,
    status: 202,
  }),
  list: route({
    method: 'GET',
    path: batches,
    access: 'licenses.view',
    tag,
    summary: 'What was activated or released on many devices at once, newest first',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(licenseBatch, 'LicenseBatchPage'),
  }),
  get: route({
    method: 'GET',
    path: one,
    access: 'licenses.view',
    tag,
    summary: 'How far it is',
    params,
    response: licenseBatch,
  }),
  devices: route({
    method: 'GET',
    path: `${one}/devices`,
    access: 'licenses.view',
    tag,
    summary: 'Device by device, in the order in which units are given out',
    params,
    query: z.object({ ...pageQuery, expected: several, result: several }),
    response: pageOf(licenseBatchDevice, 'LicenseBatchDevicePage'),
  }),
  devicesFile: route({
    method: 'GET',
    path: `${one}/devices.csv`,
    access: 'licenses.view',
    tag,
    summary: 'The same as CSV, one line for each device',
    params,
    media: 'text/csv',
  }),
  cancel: route({
    method: 'POST',
    path: `${one}/cancel`,
    access,
    tag,
    summary: 'End it where it stands; what is done stays done',
    params,
    response: licenseBatch,
    status: 200,
  }),
}

/** A feature that was taken back from a linked device, until the device is heard of without it. */
export const unconfirmedRelease = z
  .object({
    device: z.object({ id, name: z.string(), serial: z.string(), connection: z.string(), state: z.string() }),
    featureKey: z.string(),
    cause: z.enum(['released', 'transferred', 'replaced', 'retired', 'moved']),
    releasedAt: instant,
    releasedBy: z.string(),
  })
  .meta({ id: 'UnconfirmedRelease' })
export type UnconfirmedRelease = z.infer<typeof unconfirmedRelease>

export const licenseTransferRoutes = {
  transfer: route({
    method: 'POST',
    path: '/organizations/{organizationId}/devices/{deviceId}/activations/{featureKey}/transfer',
    access,
    tag,
    summary: 'Move a licence to another device; the unit changes hands at once, also when this device is out of reach',
    params: deviceParams.extend({ featureKey: z.string().max(64) }),
    body: z.object({ toDeviceId: id, reason: z.string().trim().max(500).optional() }).meta({ id: 'TransferLicense' }),
    response: z.object({ from: device, to: device }).meta({ id: 'TransferredLicense' }),
    status: 200,
  }),
  unconfirmed: route({
    method: 'GET',
    path: '/organizations/{organizationId}/licenses/unconfirmed-releases',
    access: 'licenses.view',
    tag,
    summary: 'Features that were taken back and that their devices may still show, newest first',
    params: organizationParams,
    query: z.object({ ...pageQuery, deviceId: id.optional(), featureKey: z.string().max(64).optional() }),
    response: pageOf(unconfirmedRelease, 'UnconfirmedReleasePage'),
  }),
  unconfirmedExport: route({
    method: 'GET',
    path: '/organizations/{organizationId}/licenses/unconfirmed-releases.csv',
    access: 'export',
    tag,
    summary: 'Features that were taken back and that their devices may still show, as CSV, streamed',
    params: organizationParams,
    media: 'text/csv',
  }),
}
