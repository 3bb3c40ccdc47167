import { z } from 'zod'
import { route } from '../route.js'
import { licensePool, poolFilters } from './licenses.js'
import { givenInstant, id, instant, organizationParams, pageOf, pageQuery } from './primitives.js'

const poolParams = organizationParams.extend({ poolId: id })
/** Why something is done; both sides read it in the audit. */
const why = z.string().trim().min(1).max(500)

const changePool = z
  .object({
    units: z.int().min(0).max(1_000_000).optional(),
    validFrom: givenInstant.nullable().optional(),
    /** A later end also extends the units that were given out of this pool on the same term; an earlier one does not. */
    validUntil: givenInstant.nullable().optional(),
    graceDays: z.int().min(0).max(365).optional(),
    overuse: z.enum(['stop', 'warn']).optional(),
    orderNumber: z.string().trim().min(1).max(64).nullable().optional(),
    why: why.optional(),
  })
  .meta({ id: 'ChangeLicensePool' })

/** What a pool was during a time; `until` is null for what it is now. */
export const poolPast = z
  .object({
    from: instant,
    until: instant.nullable(),
    units: z.int(),
    active: z.int(),
    reserved: z.int(),
    transferred: z.int(),
    validFrom: instant.nullable(),
    validUntil: instant.nullable(),
    graceDays: z.int(),
    overuse: z.enum(['stop', 'warn']),
    orderNumber: z.string().nullable(),
    suspendedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'LicensePoolPast' })
export type PoolPast = z.infer<typeof poolPast>

/** Units that changed hands, as this organization's side has it. */
export const unitMove = z
  .object({
    id,
    /** The same on both sides. */
    moveId: id,
    poolId: id,
    featureKey: z.string(),
    /** `given` and `taken-back` are the giver's, `received` and `returned` the receiver's. */
    direction: z.enum(['given', 'received', 'taken-back', 'returned']),
    units: z.int(),
    other: z.object({ id, name: z.string() }),
    why: z.string(),
    by: z.string(),
    at: instant,
  })
  .meta({ id: 'UnitMove' })
export type UnitMove = z.infer<typeof unitMove>

const moveUnits = z
  .object({
    /** A customer of this partner; for the operator also a partner. */
    customerId: id,
    units: z.int().min(1).max(1_000_000),
    why,
  })
  .meta({ id: 'MoveLicenseUnits' })
const movedUnits = z.object({ moveId: id, pool: licensePool }).meta({ id: 'MovedLicenseUnits' })

const licenses = '/organizations/{organizationId}/licenses'
const pool = `${licenses}/pools/{poolId}`
const act = { method: 'POST', access: 'licenses.manage', tag: 'Licences', params: poolParams } as const

export const licensePoolRoutes = {
  export: route({
    method: 'GET',
    path: `${licenses}/pools/export.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'Pools as CSV, streamed; filters and sorting as in the list',
    params: organizationParams,
    query: z.object(poolFilters),
    media: 'text/csv',
  }),
  get: route({
    method: 'GET',
    path: pool,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'A licence pool',
    params: poolParams,
    response: licensePool,
  }),
  change: route({
    method: 'PATCH',
    path: pool,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Change units, term, grace, order number or over-use of a pool (the operator); a later end renews it',
    params: poolParams,
    body: changePool,
    response: licensePool,
    ifMatch: true,
  }),
  suspend: route({
    ...act,
    path: `${pool}/suspend`,
    summary: 'Suspend a pool: its features drop until it is resumed',
    body: z.object({ why }).meta({ id: 'SuspendLicensePool' }),
    response: licensePool,
    ifMatch: true,
  }),
  resume: route({
    ...act,
    path: `${pool}/resume`,
    summary: 'Resume a suspended pool: what it dropped comes back',
    body: z.object({ why: why.optional() }).meta({ id: 'ResumeLicensePool' }),
    response: licensePool,
    ifMatch: true,
  }),
  revoke: route({
    ...act,
    path: `${pool}/revoke`,
    summary: 'Revoke a pool for good; its features drop, and its keys can no longer be redeemed',
    body: z.object({ why }).meta({ id: 'RevokeLicensePool' }),
    response: licensePool,
    ifMatch: true,
  }),
  history: route({
    method: 'GET',
    path: `${pool}/history`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'What a pool was when, the latest first',
    params: poolParams,
    query: z.object(pageQuery),
    response: pageOf(poolPast, 'LicensePoolPastPage'),
  }),
  moves: route({
    method: 'GET',
    path: `${pool}/moves`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'Units that came into a pool from another organization or went out of it, the latest first',
    params: poolParams,
    query: z.object(pageQuery),
    response: pageOf(unitMove, 'UnitMovePage'),
  }),
  movesExport: route({
    method: 'GET',
    path: `${pool}/moves.csv`,
    access: 'export',
    tag: 'Licences',
    summary: 'Units that came into a pool or went out of it, as CSV, streamed',
    params: poolParams,
    media: 'text/csv',
  }),
  move: route({
    ...act,
    path: `${pool}/moves`,
    summary: 'Move free units to a customer, where they are the customer’s own (the operator: also to a partner)',
    body: moveUnits,
    response: movedUnits,
    status: 201,
  }),
  takeBack: route({
    ...act,
    path: `${pool}/moves/back`,
    summary: 'Take unused units back that were moved out of this pool; needs a live grant with the licence right',
    body: moveUnits,
    response: movedUnits,
    status: 201,
  }),
}
