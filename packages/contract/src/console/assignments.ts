import { LAYER_KINDS } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { id, instant, organizationParams, pageOf, pageQuery, reason } from './primitives.js'

/** Where a profile can be assigned: every layer but the defaults. */
export const scopeKind = z.enum(LAYER_KINDS).exclude(['default'])
/** A scope with its name; for a model the id is its key. */
export const scope = z.object({ kind: scopeKind, id: z.string(), name: z.string() }).meta({ id: 'Scope' })

export const profileAssignment = z
  .object({
    id,
    profile: z.object({ id, name: z.string() }),
    scope,
    /** Among those on one scope the higher wins. */
    priority: z.int(),
    createdBy: z.string(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'ProfileAssignment' })
export type ProfileAssignment = z.infer<typeof profileAssignment>

const tag = 'Profiles'

export const assignmentRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/assignments',
    access: 'configuration.view',
    tag,
    summary: 'Which profile is assigned where',
    params: organizationParams,
    query: z.object({
      ...pageQuery,
      profileId: id.optional(),
      scopeKind: scopeKind.optional(),
      scopeId: z.string().max(64).optional(),
    }),
    response: pageOf(profileAssignment, 'AssignmentPage'),
  }),
  create: route({
    method: 'POST',
    path: '/organizations/{organizationId}/assignments',
    access: 'configuration.manage',
    tag,
    summary: 'Assign a profile to a scope; reaches devices by a deployment only',
    params: organizationParams,
    body: z
      .object({
        profileId: id,
        scopeKind,
        scopeId: z.string().max(64),
        priority: z.int().min(1).max(1000).optional(),
        reason,
      })
      .meta({ id: 'AssignProfile' }),
    response: profileAssignment,
    status: 201,
  }),
  change: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}/assignments/{assignmentId}',
    access: 'configuration.manage',
    tag,
    summary: 'Change which of several profiles on one scope wins',
    params: organizationParams.extend({ assignmentId: id }),
    body: z.object({ priority: z.int().min(1).max(1000), reason }).meta({ id: 'ReprioritizeAssignment' }),
    response: profileAssignment,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/assignments/{assignmentId}',
    access: 'configuration.manage',
    tag,
    summary: 'Take a profile off a scope',
    params: organizationParams.extend({ assignmentId: id }),
    query: z.object({ reason }),
  }),
}
