import { z } from 'zod'
import { route } from '../route.js'
import { id, instant, organizationParams, pageOf, pageQuery, several } from './primitives.js'

export const auditEntry = z
  .object({
    id,
    at: instant,
    actor: z.object({ id: z.string(), name: z.string(), kind: z.enum(['person', 'token', 'system', 'device']) }),
    /** The partner's grant through which it was done. */
    grantId: id.nullable(),
    action: z.string(),
    outcome: z.enum(['done', 'refused', 'failed']),
    object: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    deviceId: id.nullable(),
    roomId: id.nullable(),
    before: z.unknown(),
    after: z.unknown(),
    details: z.record(z.string(), z.unknown()).nullable(),
    reason: z.string().nullable(),
    address: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntry>

export const auditActions = [
  'session.started',
  'session.refused',
  'session.ended-everywhere',
  'organization.created',
  'organization.changed',
  'grant.given',
  'member.added',
  'member.changed',
  'member.removed',
  'token.created',
  'token.revoked',
  'location.created',
  'location.changed',
  'location.removed',
  'room.created',
  'room.changed',
  'room.removed',
  'device.created',
  'device.changed',
  'device.retired',
  'device.enrolled',
  'claim-code.created',
  'registration.recorded',
  'license-pool.created',
  'license-key.issued',
  'license-key.redeemed',
  'license.activated',
  'license.refused',
  'license.released',
  'configuration.changed',
  'configuration.refused',
  'target.planned',
  'target.waiting',
  'target.sent',
  'target.confirmed',
  'target.failed',
  'target.superseded',
  'target.cancelled',
  'deployment.retried',
  'deployment.cancelled',
  'inventory.exported',
  'access.refused',
] as const
export type AuditAction = (typeof auditActions)[number]

export const auditRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/audit',
    access: 'audit.view',
    tag: 'Audit',
    summary: 'Who did what, newest first',
    params: organizationParams,
    query: z.object({
      ...pageQuery,
      action: several,
      deviceId: id.optional(),
      roomId: id.optional(),
      actor: z.string().max(80).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(auditEntry, 'AuditPage'),
  }),
  timeline: route({
    method: 'GET',
    path: '/organizations/{organizationId}/timeline',
    access: 'devices.view',
    tag: 'Audit',
    summary: 'What happened to one device or one room, newest first',
    params: organizationParams,
    query: z.object({ ...pageQuery, deviceId: id.optional(), roomId: id.optional() }),
    response: pageOf(auditEntry, 'TimelinePage'),
  }),
}
