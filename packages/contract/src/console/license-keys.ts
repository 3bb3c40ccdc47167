import { z } from 'zod'
import { route } from '../route.js'
import { keyFilters, licenseKey, licensePool, typedKey } from './licenses.js'
import { id, instant, organizationParams } from './primitives.js'

const keyParams = organizationParams.extend({ keyId: id })
const orderParams = organizationParams.extend({ keyOrderId: id })

/**
 * The text of a key, and what a QR code of it says: the address of the console's page for redeeming it, with the key behind
 * the `#`, so that no server on the way ever hears it. Null for a former vendor's key, which is redeemed nowhere.
 */
export const licenseKeyText = z.object({ text: z.string(), scan: z.url().nullable() }).meta({ id: 'LicenseKeyText' })
export type LicenseKeyText = z.infer<typeof licenseKeyText>

/** Keys that were issued together. Fetch their text from the order's CSV. */
export const keyOrder = z
  .object({
    id,
    poolId: id,
    featureKey: z.string(),
    keys: z.int(),
    unitsEach: z.int(),
    orderReference: z.string().nullable(),
    customer: z.object({ id, name: z.string() }).nullable(),
  })
  .meta({ id: 'LicenseKeyOrder' })
export type KeyOrder = z.infer<typeof keyOrder>

const issueKeys = z
  .object({
    poolId: id,
    keys: z.int().min(1).max(5_000),
    unitsEach: z.int().min(1).max(10_000).default(1),
    orderReference: z.string().trim().min(1).max(64).nullable().default(null),
    customerId: id.nullable().default(null),
  })
  .meta({ id: 'IssueLicenseKeys' })

const deviceShown = z.object({ id, name: z.string() })
/** One step in the life of a key. Names are null for whoever may not know them. */
export const keyEvent = z
  .object({
    at: instant,
    kind: z.enum([
      'issued',
      'recorded',
      'printed',
      'redeemed',
      'activated',
      'confirmed',
      'transferred',
      'dropped',
      'restored',
      'released',
      'revoked',
      'suspended',
      'resumed',
      'extended',
      'expired',
    ]),
    by: z.string().nullable(),
    organization: z.object({ id, name: z.string() }).nullable(),
    device: deviceShown.nullable(),
    /** Of a transfer: the device that gave the licence to `device`. */
    from: deviceShown.nullable(),
    /** Of a drop: why the pool no longer covered the device. */
    cause: z.enum(['expired', 'suspended', 'revoked']).nullable(),
    /** Of an extension: the new end. */
    until: instant.nullable(),
    /** What somebody gave as the reason, or as the proof. */
    why: z.string().nullable(),
  })
  .meta({ id: 'LicenseKeyEvent' })
export type KeyEvent = z.infer<typeof keyEvent>

/** The whole life of a key. */
export const keyLife = z
  .object({
    id,
    featureKey: z.string(),
    units: z.int(),
    hint: z.string(),
    state: licenseKey.shape.state,
    issuer: z.object({ id, name: z.string() }),
    /** The pool that redeeming it made, as far as it may be seen. */
    redeemedInto: z
      .object({ poolId: id, organization: z.object({ id, name: z.string() }), active: z.int() })
      .nullable(),
    validUntil: instant.nullable(),
    /** In the order in which they happened; the latest 1,000. */
    events: z.array(keyEvent),
  })
  .meta({ id: 'LicenseKeyLife' })
export type KeyLife = z.infer<typeof keyLife>

/** What is wrong with a row of a file; `line` as an editor counts. */
const rowError = z.object({ line: z.int(), column: z.string().nullable(), code: z.string(), message: z.string() })
export const recordedVendorKeys = z
  .object({
    /** Whether they were recorded; never when a row is wrong or it was a trial run. */
    recorded: z.boolean(),
    rows: z.int(),
    units: z.int(),
    features: z.array(z.object({ featureKey: z.string(), keys: z.int(), units: z.int(), devices: z.int() })),
    errors: z.array(rowError),
  })
  .meta({ id: 'RecordedVendorKeys' })
export type RecordedVendorKeys = z.infer<typeof recordedVendorKeys>

const licenses = '/organizations/{organizationId}/licenses'
const key = `${licenses}/keys/{keyId}`

export const licenseKeyRoutes = {
  export: route({
    method: 'GET',
    path: `${licenses}/keys/export.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'Keys as CSV, streamed, with their hints and never their text; filters as in the list',
    params: organizationParams,
    query: z.object(keyFilters),
    media: 'text/csv',
  }),
  exportActivations: route({
    method: 'GET',
    path: `${licenses}/activations/export.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'What is active on which device, as CSV, streamed',
    params: organizationParams,
    query: z.object({ feature: keyFilters.feature }),
    media: 'text/csv',
  }),
  issueMany: route({
    method: 'POST',
    path: `${licenses}/key-orders`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Issue many keys out of a pool at once; their text is in the order’s CSV',
    params: organizationParams,
    body: issueKeys,
    response: keyOrder,
    status: 201,
  }),
  orderText: route({
    method: 'GET',
    path: `${licenses}/key-orders/{keyOrderId}/keys.csv`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'The keys of an order with their text, as CSV, streamed; every download is in the audit',
    params: orderParams,
    media: 'text/csv',
  }),
  life: route({
    method: 'GET',
    path: key,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'The whole life of a key, for whoever issued or redeemed it',
    params: keyParams,
    response: keyLife,
  }),
  text: route({
    method: 'GET',
    path: `${key}/text`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'The text of a key again, for a reprint; the audit records it',
    params: keyParams,
    response: licenseKeyText,
  }),
  revoke: route({
    method: 'POST',
    path: `${key}/revoke`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Revoke a key that nobody has redeemed; its units are free again',
    params: keyParams,
    body: z.object({ why: z.string().trim().min(1).max(500) }).meta({ id: 'RevokeLicenseKey' }),
    response: licenseKey,
  }),
  redeem: route({
    method: 'POST',
    path: `${licenses}/redemptions`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Redeem a key into this organization: its units become a pool here',
    params: organizationParams,
    body: z.object({ key: typedKey }).meta({ id: 'RedeemLicenseKey' }),
    response: z.object({ pool: licensePool, alreadyRedeemed: z.boolean() }).meta({ id: 'RedeemedLicenseKey' }),
  }),
  recordVendorKeys: route({
    method: 'POST',
    path: `${licenses}/vendor-keys`,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Record keys that a former vendor issued: all rows or none, or a trial run that records none',
    params: organizationParams,
    /** Columns `key`, `feature`, `evidence`, `date` and optionally `units` (1) and `device` (a serial); at most 5,000 rows. */
    body: z
      .object({ csv: z.string().min(1).max(2_000_000), dryRun: z.boolean().default(false) })
      .meta({ id: 'RecordVendorKeys' }),
    bodyBytes: 4_000_000,
    response: recordedVendorKeys,
  }),
}
