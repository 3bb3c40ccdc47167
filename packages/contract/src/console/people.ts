import { ROLES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { givenInstant, id, instant, organizationParams, pageOf, pageQuery, thingName } from './primitives.js'

const memberParams = organizationParams.extend({ personId: id })
const role = z.enum(ROLES)

export const member = z
  .object({ personId: id, name: z.string(), email: z.string(), role, since: instant, version: z.int() })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof member>

export const apiToken = z
  .object({
    id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'ApiToken' })
export type ApiToken = z.infer<typeof apiToken>

export const peopleRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/people',
    access: 'people.view',
    tag: 'People',
    summary: 'The people of an organization',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(member, 'MemberPage'),
  }),
  add: route({
    method: 'POST',
    path: '/organizations/{organizationId}/people',
    access: 'people.manage',
    tag: 'People',
    summary: 'Add a person; a new account’s password is shown once',
    params: organizationParams,
    body: z.object({ name: thingName, email: z.email().max(254), role }).meta({ id: 'AddMember' }),
    response: z.object({ member, password: z.string().nullable() }).meta({ id: 'AddedMember' }),
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}/people/{personId}',
    access: 'people.manage',
    tag: 'People',
    summary: 'Change a person’s role',
    params: memberParams,
    body: z.object({ role }).meta({ id: 'UpdateMember' }),
    response: member,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/people/{personId}',
    access: 'people.manage',
    tag: 'People',
    summary: 'Take a person out of the organization',
    params: memberParams,
    ifMatch: true,
  }),
}

const tokenParams = organizationParams.extend({ tokenId: id })
export const tokenRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/tokens',
    access: 'tokens.manage',
    tag: 'API tokens',
    summary: 'The API tokens of an organization',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(apiToken, 'ApiTokenPage'),
  }),
  create: route({
    method: 'POST',
    path: '/organizations/{organizationId}/tokens',
    access: 'tokens.manage',
    tag: 'API tokens',
    summary: 'Create an API token; its text is shown once',
    params: organizationParams,
    body: z
      .object({
        name: thingName,
        scopes: z.array(z.string().max(64)).min(1).max(40),
        expiresAt: givenInstant.optional(),
      })
      .meta({ id: 'CreateApiToken' }),
    response: z.object({ token: apiToken, secret: z.string() }).meta({ id: 'CreatedApiToken' }),
    status: 201,
  }),
  revoke: route({
    method: 'DELETE',
    path: '/organizations/{organizationId}/tokens/{tokenId}',
    access: 'tokens.manage',
    tag: 'API tokens',
    summary: 'Revoke an API token',
    params: tokenParams,
  }),
}
