import { DRIFT_CAUSES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { id, instant, organizationParams, pageOf, pageQuery, settingValue, several } from './primitives.js'
import { severalOf } from './several-of.js'

/** A setting that a device reports differently from what was released to it. */
export const driftedSetting = z
  .object({
    device: z.object({ id, name: z.string(), modelKey: z.string() }),
    room: z.object({ id, name: z.string() }).nullable(),
    key: z.string(),
    wanted: settingValue.nullable(),
    reported: settingValue.nullable(),
    cause: z.enum(['changed-on-device', 'failed-push', 'dropped-by-firmware']),
    since: instant,
    /** False where the device's layer may not have it, or a lock above forbids it. */
    adoptable: z.boolean(),
  })
  .meta({ id: 'DriftedSetting' })
export type DriftedSetting = z.infer<typeof driftedSetting>

/** Some settings of some devices: named one by one, or all that a filter finds (at most 10,000). */
const which = z.union([
  z.object({
    items: z
      .array(z.object({ deviceId: id, keys: z.array(z.string().max(120)).min(1).max(200) }))
      .min(1)
      .max(1000),
  }),
  z.object({
    filter: z.object({
      key: z.array(z.string().max(120)).max(500).optional(),
      cause: z.array(z.string().max(64)).max(50).optional(),
      deviceId: z.array(id).max(10_000).optional(),
    }),
  }),
])
const body = (name: string) =>
  z.intersection(which, z.object({ reason: z.string().trim().max(500).optional() })).meta({ id: name })
const response = z.object({
  deploymentId: id,
  devices: z.int(),
  skipped: z.array(z.object({ deviceId: id, detail: z.string() })),
})
const drift = '/organizations/{organizationId}/drift'
const tag = 'Drift'

export const driftRoutes = {
  list: route({
    method: 'GET',
    path: drift,
    access: 'configuration.view',
    tag,
    summary: 'Settings that drifted, newest first',
    params: organizationParams,
    query: z.object({ ...pageQuery, deviceId: several, key: several, cause: severalOf(DRIFT_CAUSES) }),
    response: pageOf(driftedSetting, 'DriftPage'),
  }),
  summary: route({
    method: 'GET',
    path: `${drift}/summary`,
    access: 'configuration.view',
    tag,
    summary: 'How much drifted, by setting and cause',
    params: organizationParams,
    response: z
      .object({
        devices: z.int(),
        settings: z.int(),
        byKey: z.array(z.object({ key: z.string(), devices: z.int() })),
        byCause: z.array(z.object({ cause: z.string(), settings: z.int() })),
      })
      .meta({ id: 'DriftSummary' }),
  }),
  adopt: route({
    method: 'POST',
    path: `${drift}/adopt`,
    access: 'configuration.manage',
    tag,
    summary: 'Take what devices report into their own layers',
    params: organizationParams,
    body: body('AdoptDrift'),
    response: response.meta({ id: 'AdoptedDrift' }),
    status: 202,
  }),
  enforce: route({
    method: 'POST',
    path: `${drift}/enforce`,
    access: 'configuration.manage',
    tag,
    summary: 'Send devices again what they should have',
    params: organizationParams,
    body: body('EnforceDrift'),
    response: response.meta({ id: 'EnforcedDrift' }),
    status: 202,
  }),
}
