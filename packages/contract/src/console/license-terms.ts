import { z } from 'zod'
import { route } from '../route.js'
import { customer } from './customers.js'
import { givenDay, id, instant, organizationParams, pageOf, pageQuery } from './primitives.js'

/** A day of the calendar, in the time zone of the organization that asks. */
const day = z.iso.date()

/**
 * How units of a feature stand. What has ended counts no more; what is on trial was not bought and is counted apart.
 * `expiring` is what ends within 90 days; 30 is part of 60, and 60 of 90.
 */
export const featurePosition = z
  .object({
    featureKey: z.string(),
    purchased: z.int(),
    /** Units in use, whether or not the device has confirmed it. */
    assigned: z.int(),
    confirmed: z.int(),
    reserved: z.int(),
    transferred: z.int(),
    /** What can be activated now. */
    free: z.int(),
    /** Neither in use nor free: what is left of pools that are in grace, suspended, or not valid yet. */
    unusable: z.int(),
    expiring: z.int(),
    expiring30: z.int(),
    expiring60: z.int(),
    expiring90: z.int(),
    /** More in use than was bought, in pools that only warn. */
    over: z.int(),
    /** Devices that go without, because their unit is no longer covered. */
    dropped: z.int(),
    /** Devices that have the feature on trial. */
    trial: z.int(),
  })
  .meta({ id: 'FeaturePosition' })
export type FeaturePosition = z.infer<typeof featurePosition>

export const licensePosition = z.object({ features: z.array(featurePosition) }).meta({ id: 'LicensePosition' })
export type LicensePosition = z.infer<typeof licensePosition>

/** A trial: everything on until `endsAt`. Days that have begun count whole. */
export const licenseTrial = z
  .object({ startedAt: instant, endsAt: instant, daysLeft: z.int() })
  .meta({ id: 'LicenseTrial' })
export type LicenseTrial = z.infer<typeof licenseTrial>

/** All customers whose grant shows licences, added up. */
export const customersPosition = z
  .object({ customers: z.int(), features: z.array(featurePosition) })
  .meta({ id: 'CustomersLicensePosition' })
export type CustomersPosition = z.infer<typeof customersPosition>

const { featureKey: _, expiring: __, ...numbers } = featurePosition.shape
export const customerPosition = z
  .object({ id, name: z.string(), ...numbers, trialEndsAt: instant.nullable() })
  .meta({ id: 'CustomerLicensePosition' })
export type CustomerPosition = z.infer<typeof customerPosition>

const customerSorts = ['name', 'purchased', 'assigned', 'free', 'expiring30', 'expiring90', 'over', 'dropped'] as const
export const customerPositionsQuery = z.object({
  ...pageQuery,
  search: z.string().max(120).optional(),
  feature: z.string().max(64).optional(),
  sort: z.enum([...customerSorts, ...customerSorts.map((sort) => `-${sort}` as const)]).default('name'),
})
export type CustomerPositionsQuery = z.output<typeof customerPositionsQuery>

/** How many devices lose which feature on a day, grace included, if nothing is done. */
export const forecastDay = z
  .object({ day, features: z.array(z.object({ featureKey: z.string(), devices: z.int() })) })
  .meta({ id: 'LicenseForecastDay' })
export const licenseForecast = z
  .object({ timeZone: z.string(), days: z.array(forecastDay) })
  .meta({ id: 'LicenseForecast' })
export type LicenseForecast = z.infer<typeof licenseForecast>

export const customersForecast = z
  .object({
    timeZone: z.string(),
    days: z.array(forecastDay.extend({ customers: z.int() }).meta({ id: 'CustomersLicenseForecastDay' })),
  })
  .meta({ id: 'CustomersLicenseForecast' })
export type CustomersForecast = z.infer<typeof customersForecast>

const licensedDevice = {
  deviceId: id,
  deviceName: z.string(),
  roomId: id.nullable(),
  roomName: z.string().nullable(),
  featureKey: z.string(),
  poolId: id,
  activatedAt: instant,
}
export const forecastDevice = z
  .object({ ...licensedDevice, orderNumber: z.string().nullable(), dropsAt: instant })
  .meta({ id: 'LicenseForecastDevice' })
export type ForecastDevice = z.infer<typeof forecastDevice>

/** What would happen if; nothing is changed. The device whose feature was activated last is the first to lose it. */
export const whatIf = pageOf(z.object(licensedDevice).meta({ id: 'WhatIfDevice' }), 'WhatIfPage')
  .extend({
    poolId: id,
    featureKey: z.string(),
    units: z.int(),
    active: z.int(),
    loses: z.int(),
    dropsAt: instant.nullable(),
  })
  .meta({ id: 'LicenseWhatIf' })
export type WhatIf = z.infer<typeof whatIf>

export const NOTICE_THRESHOLDS = ['90-days', '60-days', '30-days', '7-days', 'grace', 'dropped'] as const
/** What a person should know of the end of a pool. Closed by whoever acknowledged it, or by Maestro when it no longer holds. */
export const licenseNotice = z
  .object({
    id,
    organization: z.object({ id, name: z.string() }),
    poolId: id,
    featureKey: z.string(),
    threshold: z.enum(NOTICE_THRESHOLDS),
    endsAt: instant,
    dropsAt: instant,
    units: z.int(),
    /** Devices that hold a unit of the pool now. */
    devices: z.int(),
    createdAt: instant,
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: 'LicenseNotice' })
export type LicenseNotice = z.infer<typeof licenseNotice>

const noticesQuery = z.object({ ...pageQuery, state: z.enum(['open', 'all']).default('open') })
const forecastQuery = z.object({ days: z.coerce.number().int().min(1).max(730).default(365) })
const devicesOfDay = z.object({ day: givenDay, feature: z.string().max(64).optional() })

const licenses = '/organizations/{organizationId}/licenses'
export const licenseTermRoutes = {
  position: route({
    method: 'GET',
    path: `${licenses}/position`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Purchased, assigned, confirmed, free, expiring, over and dropped, per feature',
    params: organizationParams,
    response: licensePosition,
  }),
  positionExport: route({
    method: 'GET',
    path: `${licenses}/position.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'The position per feature as CSV, streamed',
    params: organizationParams,
    media: 'text/csv',
  }),
  forecast: route({
    method: 'GET',
    path: `${licenses}/forecast`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'How many devices lose which feature on which day',
    params: organizationParams,
    query: forecastQuery,
    response: licenseForecast,
  }),
  forecastDevices: route({
    method: 'GET',
    path: `${licenses}/forecast/devices`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'The devices that lose a feature on a day',
    params: organizationParams,
    query: z.object({ ...pageQuery, ...devicesOfDay.shape }),
    response: pageOf(forecastDevice, 'LicenseForecastDevicePage'),
  }),
  forecastExport: route({
    method: 'GET',
    path: `${licenses}/forecast.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'All devices that lose a feature, or those of one day, as CSV',
    params: organizationParams,
    query: devicesOfDay.partial(),
    media: 'text/csv',
  }),
  whatIf: route({
    method: 'GET',
    path: `${licenses}/pools/{poolId}/what-if`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Which devices would lose the feature if the pool had fewer units, or ended on a day; nothing is changed',
    params: organizationParams.extend({ poolId: id }),
    query: z.object({
      ...pageQuery,
      units: z.coerce.number().int().min(0).max(1_000_000).optional(),
      endsOn: givenDay.optional(),
    }),
    response: whatIf,
  }),
  notices: route({
    method: 'GET',
    path: `${licenses}/notices`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Pools that are about to end, are in grace or have dropped; newest first',
    params: organizationParams,
    query: noticesQuery,
    response: pageOf(licenseNotice, 'LicenseNoticePage'),
  }),
  noticesExport: route({
    method: 'GET',
    path: `${licenses}/notices.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'Notices about pools as CSV, streamed',
    params: organizationParams,
    query: noticesQuery.pick({ state: true }),
    media: 'text/csv',
  }),
  acknowledgeNotice: route({
    method: 'POST',
    path: `${licenses}/notices/{noticeId}/acknowledge`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Say that somebody takes care of it; it leaves the overview',
    params: organizationParams.extend({ noticeId: id }),
    response: licenseNotice,
  }),
}

const customers = '/organizations/{organizationId}/customers'
export const customerLicenseRoutes = {
  position: route({
    method: 'GET',
    path: `${customers}/licenses/position`,
    access: 'customers.view',
    tag: 'Customers',
    summary: 'The licences of all customers, per feature',
    params: organizationParams,
    response: customersPosition,
  }),
  list: route({
    method: 'GET',
    path: `${customers}/licenses`,
    access: 'customers.view',
    tag: 'Customers',
    summary: 'The licences of each customer, sorted',
    params: organizationParams,
    query: customerPositionsQuery,
    response: pageOf(customerPosition, 'CustomerLicensePositionPage'),
  }),
  forecast: route({
    method: 'GET',
    path: `${customers}/licenses/forecast`,
    access: 'customers.view',
    tag: 'Customers',
    summary: 'How many devices of how many customers lose which feature on which day',
    params: organizationParams,
    query: forecastQuery,
    response: customersForecast,
  }),
  notices: route({
    method: 'GET',
    path: `${customers}/licenses/notices`,
    access: 'customers.view',
    tag: 'Customers',
    summary: 'Open notices about pools of customers, the most urgent first',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(licenseNotice, 'CustomerLicenseNoticePage'),
  }),
  listExport: route({
    method: 'GET',
    path: `${customers}/licenses.csv`,
    access: 'export',
    tag: 'Customers',
    summary: 'The licences of each customer, per feature, as CSV, streamed; filters as in the list',
    params: organizationParams,
    query: customerPositionsQuery.pick({ search: true, feature: true }),
    media: 'text/csv',
  }),
  forecastExport: route({
    method: 'GET',
    path: `${customers}/licenses/forecast.csv`,
    access: 'export',
    tag: 'Customers',
    summary: 'How many devices of which customer lose which feature on which day, as CSV, streamed',
    params: organizationParams,
    query: forecastQuery,
    media: 'text/csv',
  }),
  noticesExport: route({
    method: 'GET',
    path: `${customers}/licenses/notices.csv`,
    access: 'export',
    tag: 'Customers',
    summary: 'Open notices about pools of customers as CSV, streamed',
    params: organizationParams,
    media: 'text/csv',
  }),
  startTrial: route({
    method: 'POST',
    path: `${customers}/{customerId}/trial`,
    access: 'customers.manage',
    tag: 'Customers',
    summary: 'Switch every feature on for 30 days, once',
    params: organizationParams.extend({ customerId: id }),
    response: customer,
  }),
}
