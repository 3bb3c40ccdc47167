import { z } from 'zod'
import { route } from '../route.js'
import { licenseNotice, licenseTrial } from './license-terms.js'
import { id, instant, organizationParams, thingName } from './primitives.js'

export const organization = z
  .object({
    id,
    kind: z.enum(['operator', 'partner', 'customer']),
    name: z.string(),
    slug: z.string(),
    language: z.enum(['en', 'de']),
    timeZone: z.string(),
    /** Deployments to at least so many devices need a second person's approval; null: none does. */
    approvalFrom: z.int().nullable(),
    /** Everything is on, or was, for a time; null where there was no trial. */
    trial: licenseTrial.nullable(),
    version: z.int(),
    createdAt: instant,
    /** What the caller may do here. */
    rights: z.array(z.string()),
    role: z.string(),
    /** The partner through whose grant the caller is here; null for members. */
    through: z.object({ id, name: z.string() }).nullable(),
  })
  .meta({ id: 'Organization' })
export type Organization = z.infer<typeof organization>

export const overview = z
  .object({
    rooms: z.int(),
    devices: z.object({
      all: z.int(),
      online: z.int(),
      offline: z.int(),
      inCall: z.int(),
      attention: z.int(),
      drift: z.int(),
      staged: z.int(),
      recorded: z.int(),
    }),
    licenses: z.object({ units: z.int(), active: z.int(), free: z.int(), expiring: z.int() }),
    deployments: z.object({ running: z.int(), failedTargets: z.int() }),
    /** What needs a person, most urgent first; at most 20. */
    needs: z.array(
      z.object({
        deviceId: id,
        deviceName: z.string(),
        roomId: id.nullable(),
        roomName: z.string().nullable(),
        reason: z.string(),
        since: instant.nullable(),
      }),
    ),
    /** Pools that end, are in grace or have dropped; for a partner those of its customers too. The most urgent first, at most 20. */
    licenseNotices: z.array(licenseNotice),
    firmware: z.array(z.object({ version: z.string(), devices: z.int() })),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overview>

export const organizationRoutes = {
  get: route({
    method: 'GET',
    path: '/organizations/{organizationId}',
    access: 'rooms.view',
    tag: 'Organizations',
    summary: 'An organization, and what the caller may do in it',
    params: organizationParams,
    response: organization,
  }),
  update: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}',
    access: 'organization.manage',
    tag: 'Organizations',
    summary: 'Change name, language or time zone',
    params: organizationParams,
    body: z
      .object({
        name: thingName.optional(),
        language: z.enum(['en', 'de']).optional(),
        timeZone: z.string().max(64).optional(),
        approvalFrom: z.int().min(1).max(1_000_000).nullable().optional(),
      })
      .meta({ id: 'UpdateOrganization' }),
    response: organization,
    ifMatch: true,
  }),
  overview: route({
    method: 'GET',
    path: '/organizations/{organizationId}/overview',
    access: 'devices.view',
    tag: 'Organizations',
    summary: 'The state of the fleet, and what needs a person',
    params: organizationParams,
    response: overview,
  }),
  live: route({
    method: 'GET',
    path: '/organizations/{organizationId}/live',
    access: 'devices.view',
    tag: 'Organizations',
    summary: 'Changes as they happen (server-sent events)',
    params: organizationParams,
    media: 'text/event-stream',
  }),
}

/** What `/live` sends: something changed; read it again. */
export const liveEvent = z.object({
  kind: z.enum(['device', 'deployment', 'license', 'room', 'audit', 'organization', 'profile', 'group']),
  ids: z.array(id),
})
export type LiveEvent = z.infer<typeof liveEvent>
