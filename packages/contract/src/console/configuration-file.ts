import { ROOM_TYPES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { givenInstant, organizationParams, settingValue, thingName } from './primitives.js'

/** In a file a secret is never written; this stands for "as it is". */
const secret = z.strictObject({ $secret: z.literal('unchanged') })
const values = z.record(z.string().max(120), z.union([settingValue, secret]))
const key = z.string().max(120)
const some = z.array(z.string().max(500)).min(1).max(50)
/** Like a group's rule, with the paths of places and the names of rooms in the place of their ids. */
const rule = z
  .strictObject({
    search: z.string().trim().min(1).max(120),
    model: some,
    firmware: some,
    registration: some,
    feature: some,
    room: some,
    location: some,
    roomType: z.array(z.enum(ROOM_TYPES)).min(1).max(50),
  })
  .partial()
  .refine((conditions) => Object.keys(conditions).length > 0, { message: 'A rule needs at least one condition.' })

/** All configuration of an organization as one document, for files under version control. Things go by their names. */
export const configurationFile = z
  .strictObject({
    version: z.literal(1),
    profiles: z
      .array(
        z.strictObject({
          name: thingName,
          description: z.string().max(2000).default(''),
          values,
          locked: z.array(key).max(500).default([]),
        }),
      )
      .max(2000)
      .default([]),
    groups: z
      .array(
        z.strictObject({
          name: thingName,
          description: z.string().max(2000).default(''),
          priority: z.int().min(1).max(10_000),
          rule: rule.optional(),
          devices: z.array(z.string().max(64)).max(20_000).optional(),
        }),
      )
      .max(2000)
      .default([]),
    /** `scope.name`: a location's path ("Germany / Hamburg"), a room's or group's name, a model's key, a device's serial; none for the organization. */
    assignments: z
      .array(
        z.strictObject({
          profile: thingName,
          scope: z.strictObject({
            kind: z.enum(['organization', 'location', 'group', 'model', 'room', 'device']),
            name: z.string().max(500).optional(),
          }),
          priority: z.int().min(1).max(1000),
        }),
      )
      .max(20_000)
      .default([]),
    devices: z
      .array(z.strictObject({ serial: z.string().max(64), values }))
      .max(20_000)
      .default([]),
    freezePeriods: z
      .array(
        z.strictObject({
          name: thingName,
          from: givenInstant,
          to: givenInstant,
          location: z.string().max(500).optional(),
        }),
      )
      .max(1000)
      .default([]),
  })
  .meta({ id: 'ConfigurationFile' })
export type ConfigurationFile = z.infer<typeof configurationFile>

export const fileAction = z
  .object({
    kind: z.enum(['create', 'update', 'delete']),
    object: z.enum(['profile', 'group', 'assignment', 'device', 'freeze-period']),
    name: z.string(),
    changes: z.array(z.object({ key: z.string(), before: z.unknown(), after: z.unknown() })),
  })
  .meta({ id: 'FileAction' })
export type FileAction = z.infer<typeof fileAction>

const wanted = z.object({
  file: configurationFile,
  /** Remove what the file leaves out. */ prune: z.boolean().default(false),
})
const path = '/organizations/{organizationId}/configuration'
const tag = 'Configuration'
/** The own values of some ten thousand devices. */
const bodyBytes = 16_000_000

export const configurationFileRoutes = {
  export: route({
    method: 'GET',
    path: `${path}/file`,
    access: 'configuration.view',
    tag,
    summary: 'All configuration as one document; secrets left out',
    params: organizationParams,
    response: configurationFile,
  }),
  plan: route({
    method: 'POST',
    path: `${path}/plan`,
    access: 'configuration.manage',
    tag,
    summary: 'What a document would change; nothing is saved',
    params: organizationParams,
    body: wanted.meta({ id: 'PlanFile' }),
    bodyBytes,
    response: z
      .object({
        actions: z.array(fileAction),
        /** Hand it to apply: it applies exactly this plan or nothing. */ hash: z.string(),
      })
      .meta({ id: 'FilePlan' }),
    status: 200,
  }),
  apply: route({
    method: 'POST',
    path: `${path}/apply`,
    access: 'configuration.manage',
    tag,
    summary: 'Make the changes of a plan, all or none; they reach devices by a deployment only',
    params: organizationParams,
    body: wanted
      .extend({ hash: z.string().max(64), reason: z.string().trim().max(500).optional() })
      .meta({ id: 'ApplyFile' }),
    bodyBytes,
    response: z.object({ actions: z.array(fileAction) }).meta({ id: 'AppliedFile' }),
    status: 200,
  }),
}
