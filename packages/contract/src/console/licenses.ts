import { POOL_STATES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { device, deviceParams } from './devices.js'
import { givenInstant, id, instant, organizationParams, pageOf, pageQuery, several } from './primitives.js'

export const licensePool = z
  .object({
    id,
    featureKey: z.string(),
    units: z.int(),
    active: z.int(),
    reserved: z.int(),
    transferred: z.int(),
    free: z.int(),
    /** Units in use beyond those that there are, where over-use only warns. */
    over: z.int(),
    validFrom: instant.nullable(),
    validUntil: instant.nullable(),
    graceDays: z.int(),
    overuse: z.enum(['stop', 'warn']),
    orderNumber: z.string().nullable(),
    /** As the pool stands now. */
    state: z.enum(POOL_STATES),
    /** Where the units came from: an order, a redeemed key, another organization's pool, a former vendor, or a trial. */
    origin: z.enum(['order', 'key', 'moved', 'vendor', 'trial']),
    /** The key that was redeemed for these units. */
    sourceKeyId: id.nullable(),
    suspendedAt: instant.nullable(),
    revokedAt: instant.nullable(),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'LicensePool' })
export type LicensePool = z.infer<typeof licensePool>

/** A licence key however it is typed, pasted or scanned; with its separators, or the address that a QR code says. */
export const typedKey = z.string().max(500)

export const licenseKey = z
  .object({
    id,
    featureKey: z.string(),
    units: z.int(),
    /** First group of the key. Its text is shown by a route of its own, which the audit records. */
    hint: z.string(),
    /** `recorded` is a key that a former vendor issued. */
    state: z.enum(['issued', 'redeemed', 'revoked', 'recorded']),
    poolId: id,
    orderReference: z.string().nullable(),
    keyOrderId: id.nullable(),
    customer: z.object({ id, name: z.string() }).nullable(),
    redeemedAt: instant.nullable(),
    revokedAt: instant.nullable(),
    /** What proves a former vendor's key, of which day, and the device it was for. */
    evidence: z.object({ source: z.string(), on: z.iso.date(), deviceId: id.nullable() }).nullable(),
    createdBy: z.string(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'LicenseKey' })
export type LicenseKey = z.infer<typeof licenseKey>

const createPool = z
  .object({
    featureKey: z.string().max(64),
    units: z.int().min(1).max(1_000_000),
    validFrom: givenInstant.nullable().default(null),
    validUntil: givenInstant.nullable().default(null),
    graceDays: z.int().min(0).max(365).default(14),
    overuse: z.enum(['stop', 'warn']).default('stop'),
    orderNumber: z.string().trim().max(64).nullable().default(null),
  })
  .meta({ id: 'CreateLicensePool' })

/** Which pools, and in which order; `expiringWithinDays` finds those that are valid now and end in so many days. */
export const poolFilters = {
  feature: several,
  state: z.enum(POOL_STATES).optional(),
  orderNumber: z.string().trim().max(64).optional(),
  expiringWithinDays: z.coerce.number().int().min(1).max(3650).optional(),
  sort: z.enum(['feature', 'validUntil', 'newest']).default('feature'),
}
export const keyFilters = {
  feature: several,
  state: z.enum(['issued', 'redeemed', 'revoked', 'recorded']).optional(),
  poolId: id.optional(),
  customerId: id.optional(),
  keyOrderId: id.optional(),
  orderReference: z.string().trim().max(64).optional(),
}

const licenses = '/organizations/{organizationId}/licenses'
export const licenseRoutes = {
  pools: route({
    method: 'GET',
    path: `${licenses}/pools`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Licence pools',
    params: organizationParams,
    query: z.object({ ...poolFilters, ...pageQuery }),
    response: pageOf(licensePool, 'LicensePoolPage'),
  }),
  createPool: route({
    method: 'POST',
    path: `${licenses}/pools`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Fill a pool against an order (the operator)',
    params: organizationParams,
    body: createPool,
    response: licensePool,
    status: 201,
  }),
  keys: route({
    method: 'GET',
    path: `${licenses}/keys`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Keys issued out of this organization’s pools, the newest first',
    params: organizationParams,
    query: z.object({ ...keyFilters, ...pageQuery }),
    response: pageOf(licenseKey, 'LicenseKeyPage'),
  }),
  issueKey: route({
    method: 'POST',
    path: `${licenses}/keys`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Issue a key for units of a pool',
    params: organizationParams,
    body: z
      .object({
        poolId: id,
        units: z.int().min(1).max(10_000).default(1),
        customerId: id.nullable().default(null),
        orderReference: z.string().trim().min(1).max(64).nullable().default(null),
      })
      .meta({ id: 'IssueLicenseKey' }),
    response: z.object({ key: licenseKey, text: z.string() }).meta({ id: 'IssuedLicenseKey' }),
    status: 201,
  }),
  activate: route({
    method: 'POST',
    path: '/organizations/{organizationId}/devices/{deviceId}/activations',
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Activate a feature on a device: with a licence key, or with a unit of a pool that is here already',
    params: deviceParams,
    // Both at once is understood, to be refused in words.
    body: z
      .union([
        z.strictObject({ key: typedKey }),
        z.strictObject({ featureKey: z.string().max(64) }),
        z.strictObject({ key: typedKey, featureKey: z.string().max(64) }),
      ])
      .meta({ id: 'ActivateLicense' }),
    response: z.object({ featureKey: z.string(), alreadyActive: z.boolean(), device }).meta({ id: 'ActivatedLicense' }),
    status: 200,
  }),
  release: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/devices/{deviceId}/activations/{featureKey}',
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Take a feature off a device; the unit is free again',
    params: deviceParams.extend({ featureKey: z.string().max(64) }),
    response: device,
  }),
}
