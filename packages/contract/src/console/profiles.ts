import { z } from 'zod'
import { route } from '../route.js'
import { scope } from './assignments.js'
import {
  id,
  instant,
  LARGEST,
  organizationParams,
  pageOf,
  pageQuery,
  reason,
  settingValue,
  settingValues,
  thingName,
} from './primitives.js'

export const profileSummary = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    version: z.int(),
    /** How many settings it has a value for, and how many of them it locks. */
    settings: z.int(),
    locks: z.int(),
    assignments: z.array(scope),
    /** The partner whose profile this is a copy of; only the partner changes it. */
    origin: z.object({ organizationId: id, name: z.string() }).nullable(),
    updatedAt: instant,
    archivedAt: instant.nullable(),
  })
  .meta({ id: 'ProfileSummary' })
export type ProfileSummary = z.infer<typeof profileSummary>

export const profile = profileSummary
  .extend({
    /** Secrets read "••••••". */
    values: z.record(z.string(), settingValue),
    locked: z.array(z.string()),
    /** Settings that some models lack: what a device of theirs leaves out. */
    lacking: z.array(z.object({ key: z.string(), models: z.array(z.string()) })),
    /** Devices in reach of its assignments, and those that have this version now. */
    reach: z.object({ devices: z.int(), released: z.int() }),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof profile>

export const profileVersion = z
  .object({
    version: z.int(),
    values: z.record(z.string(), settingValue),
    locked: z.array(z.string()),
    changedBy: z.string(),
    reason: z.string().nullable(),
    changedAt: instant,
    /** How many devices have exactly this version now. */
    devices: z.int(),
  })
  .meta({ id: 'ProfileVersion' })
export type ProfileVersion = z.infer<typeof profileVersion>

export const settingChange = z
  .object({
    key: z.string(),
    before: settingValue.nullable(),
    after: settingValue.nullable(),
    lockedBefore: z.boolean(),
    lockedAfter: z.boolean(),
    secret: z.boolean(),
  })
  .meta({ id: 'SettingChange' })

/** A customer of the partner whose profile this is, and what it has of it. */
export const profileCopy = z
  .object({
    customer: z.object({ id, name: z.string() }),
    /** Whether the customer's grant lets the partner publish there. */
    publishable: z.boolean(),
    /** Null: never published there. `version` is that of the partner's profile; null: not known. */
    copy: z
      .object({ profileId: id, version: z.int().nullable(), archived: z.boolean(), updatedAt: instant })
      .nullable(),
  })
  .meta({ id: 'ProfileCopy' })
export type ProfileCopy = z.infer<typeof profileCopy>

const keys = z.array(z.string().max(120)).max(1000)
const writeProfile = z
  .object({
    name: thingName,
    description: z.string().max(2000).default(''),
    values: settingValues.default({}),
    locked: keys.default([]),
    reason,
  })
  .meta({ id: 'WriteProfile' })
/** `values` are changes: what is not named stays, null takes a value out. `locked`, when given, is the whole list. */
const changeProfile = z
  .object({
    name: thingName.optional(),
    description: z.string().max(2000).optional(),
    values: settingValues.optional(),
    locked: keys.optional(),
    reason,
  })
  .meta({ id: 'ChangeProfile' })

const profiles = '/organizations/{organizationId}/profiles'
const params = organizationParams.extend({ profileId: id })
const tag = 'Profiles'
const versionAsked = z.coerce.number().int().min(1).max(LARGEST)

export const profileRoutes = {
  list: route({
    method: 'GET',
    path: profiles,
    access: 'configuration.view',
    tag,
    summary: 'Configuration profiles by name',
    params: organizationParams,
    query: z.object({
      ...pageQuery,
      search: z.string().max(120).optional(),
      archived: z.enum(['no', 'only']).default('no'),
    }),
    response: pageOf(profileSummary, 'ProfilePage'),
  }),
  create: route({
    method: 'POST',
    path: profiles,
    access: 'configuration.manage',
    tag,
    summary: 'Make a profile',
    params: organizationParams,
    body: writeProfile,
    response: profile,
    status: 201,
  }),
  check: route({
    method: 'POST',
    path: `${profiles}/check`,
    access: 'configuration.view',
    tag,
    summary: 'What is wrong with values, key by key; nothing is saved',
    params: organizationParams,
    body: z
      .object({ values: settingValues, locked: keys.default([]), profileId: id.optional() })
      .meta({ id: 'CheckProfile' }),
    response: z
      .object({
        errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })),
        lacking: z.array(z.object({ key: z.string(), models: z.array(z.string()) })),
      })
      .meta({ id: 'ProfileCheck' }),
    status: 200,
  }),
  get: route({
    method: 'GET',
    path: `${profiles}/{profileId}`,
    access: 'configuration.view',
    tag,
    summary: 'A profile',
    params,
    response: profile,
  }),
  change: route({
    method: 'PATCH',
    path: `${profiles}/{profileId}`,
    access: 'configuration.manage',
    tag,
    summary: 'Change a profile; a new version, which reaches devices by a deployment only',
    params,
    body: changeProfile,
    response: profile,
    ifMatch: true,
  }),
  clone: route({
    method: 'POST',
    path: `${profiles}/{profileId}/clone`,
    access: 'configuration.manage',
    tag,
    summary: 'Make a profile like this one',
    params,
    body: z.object({ name: thingName }).meta({ id: 'CloneProfile' }),
    response: profile,
    status: 201,
  }),
  archive: route({
    method: 'POST',
    path: `${profiles}/{profileId}/archive`,
    access: 'configuration.manage',
    tag,
    summary: 'Put a profile away; only one that is assigned nowhere',
    params,
    response: profile,
    status: 200,
    ifMatch: true,
  }),
  unarchive: route({
    method: 'POST',
    path: `${profiles}/{profileId}/unarchive`,
    access: 'configuration.manage',
    tag,
    summary: 'Take a profile back',
    params,
    response: profile,
    status: 200,
    ifMatch: true,
  }),
  versions: route({
    method: 'GET',
    path: `${profiles}/{profileId}/versions`,
    access: 'configuration.view',
    tag,
    summary: 'Every version of a profile, newest first',
    params,
    query: z.object(pageQuery),
    response: pageOf(profileVersion, 'ProfileVersionPage'),
  }),
  compare: route({
    method: 'GET',
    path: `${profiles}/{profileId}/compare`,
    access: 'configuration.view',
    tag,
    summary: 'What differs between two versions',
    params,
    query: z.object({ from: versionAsked, to: versionAsked }),
    response: z
      .object({ from: z.int(), to: z.int(), changes: z.array(settingChange) })
      .meta({ id: 'ProfileComparison' }),
  }),
  restore: route({
    method: 'POST',
    path: `${profiles}/{profileId}/restore`,
    access: 'configuration.manage',
    tag,
    summary: 'Make the values of a former version a new one',
    params,
    body: z.object({ version: z.int().min(1).max(LARGEST), reason }).meta({ id: 'RestoreProfile' }),
    response: profile,
    status: 200,
    ifMatch: true,
  }),
  copies: route({
    method: 'GET',
    path: `${profiles}/{profileId}/copies`,
    access: 'customers.view',
    tag,
    summary: 'The customers of a partner, and which version of its profile each of them has',
    params,
    query: z.object({ ...pageQuery, search: z.string().max(120).optional() }),
    response: pageOf(profileCopy, 'ProfileCopyPage'),
  }),
  publish: route({
    method: 'POST',
    path: `${profiles}/{profileId}/publish`,
    access: 'configuration.manage',
    tag,
    summary: 'Copy a partner’s profile to customers, as their partner layer; again: bring the copies up to date',
    params,
    body: z.object({ customerIds: z.array(id).min(1).max(500) }).meta({ id: 'PublishProfile' }),
    response: z
      .object({
        results: z.array(
          z.object({
            customerId: id,
            outcome: z.enum(['copied', 'updated', 'unchanged', 'refused']),
            detail: z.string().nullable(),
          }),
        ),
      })
      .meta({ id: 'PublishedProfile' }),
    status: 200,
  }),
}
