import { z } from 'zod'
import { route } from '../route.js'
import { deviceSummary } from './devices.js'
import { id, instant, organizationParams, pageOf, pageQuery } from './primitives.js'

const priority = z.int().min(1).max(10_000)

/**
 * The devices of a group always have a feature, while units last: rules with a higher priority first, in a rule by room
 * name, then serial number; devices without a room come last. What a rule gave stays when the rule ends.
 */
export const licenseRule = z
  .object({
    id,
    featureKey: z.string(),
    group: z.object({ id, name: z.string() }),
    priority,
    enabled: z.boolean(),
    /** Devices that got none for lack of units, when it was last applied. */
    waiting: z.int(),
    appliedAt: instant.nullable(),
    createdBy: z.string(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'LicenseRule' })
export type LicenseRule = z.infer<typeof licenseRule>

/** What a rule would do now. */
export const licenseRulePreview = z
  .object({
    devices: z.int(),
    gets: z.int(),
    alreadyActive: z.int(),
    modelCannot: z.int(),
    waiting: z.int(),
    freeUnits: z.int().nullable(),
    /** The first of those that get one, and of those that would wait, in order. */
    first: z.object({ gets: z.array(deviceSummary), waiting: z.array(deviceSummary) }),
  })
  .meta({ id: 'LicenseRulePreview' })
export type LicenseRulePreview = z.infer<typeof licenseRulePreview>

const rules = '/organizations/{organizationId}/license-rules'
const one = `${rules}/{ruleId}`
const params = organizationParams.extend({ ruleId: id })
const tag = 'Licences'
const access = 'licenses.manage'
const wish = { featureKey: z.string().max(64), groupId: id }

export const licenseRuleRoutes = {
  list: route({
    method: 'GET',
    path: rules,
    access: 'licenses.view',
    tag,
    summary: 'Rules by feature, those that are served first first',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(licenseRule, 'LicenseRulePage'),
  }),
  preview: route({
    method: 'POST',
    path: `${rules}/preview`,
    access,
    tag,
    summary: 'What a rule would do, before it is saved',
    params: organizationParams,
    body: z.object(wish).meta({ id: 'PreviewLicenseRule' }),
    response: licenseRulePreview,
    status: 200,
  }),
  create: route({
    method: 'POST',
    path: rules,
    access,
    tag,
    summary: 'Make a rule; it is applied within seconds',
    params: organizationParams,
    body: z
      .object({ ...wish, priority: priority.optional(), enabled: z.boolean().default(true) })
      .meta({ id: 'WriteLicenseRule' }),
    response: licenseRule,
    status: 201,
  }),
  get: route({
    method: 'GET',
    path: one,
    access: 'licenses.view',
    tag,
    summary: 'A rule',
    params,
    response: licenseRule,
  }),
  change: route({
    method: 'PATCH',
    path: one,
    access,
    tag,
    summary: 'Pause a rule, let it go on, or give it another priority; activations stay',
    params,
    body: z.object({ priority, enabled: z.boolean() }).partial().meta({ id: 'ChangeLicenseRule' }),
    response: licenseRule,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: one,
    access,
    tag,
    summary: 'Remove a rule; what it gave stays',
    params,
    ifMatch: true,
  }),
  waiting: route({
    method: 'GET',
    path: `${one}/waiting`,
    access: 'licenses.view',
    tag,
    summary: 'Devices that wait for units, the next one first',
    params,
    query: z.object(pageQuery),
    response: pageOf(deviceSummary, 'LicenseRuleWaitingPage'),
  }),
  export: route({
    method: 'GET',
    path: `${rules}/export.csv`,
    access: 'export',
    tag,
    summary: 'Rules as CSV, streamed, each with the number of devices that wait',
    params: organizationParams,
    media: 'text/csv',
  }),
  waitingExport: route({
    method: 'GET',
    path: `${one}/waiting.csv`,
    access: 'export',
    tag,
    summary: 'Devices that wait for units of a rule, the next one first, as CSV, streamed',
    params,
    media: 'text/csv',
  }),
}
