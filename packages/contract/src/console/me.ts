import { z } from 'zod'
import { route } from '../route.js'
import { id, instant } from './primitives.js'

export const organizationAccess = z
  .object({
    id,
    kind: z.enum(['operator', 'partner', 'customer']),
    name: z.string(),
    slug: z.string(),
    role: z.string(),
  })
  .meta({ id: 'OrganizationAccess' })

export const me = z
  .object({
    kind: z.enum(['person', 'token']),
    id,
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(['en', 'de']).nullable(),
    organizations: z.array(organizationAccess),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const session = z
  .object({
    id,
    current: z.boolean(),
    createdAt: instant,
    address: z.string().nullable(),
    agent: z.string().nullable(),
  })
  .meta({ id: 'Session' })

export const meRoutes = {
  get: route({
    method: 'GET',
    path: '/me',
    access: 'signed-in',
    tag: 'Me',
    summary: 'Who is asking, and where they belong',
    response: me,
  }),
  update: route({
    method: 'PATCH',
    path: '/me',
    access: 'signed-in',
    tag: 'Me',
    summary: 'Change one’s own name or language',
    body: z
      .object({ name: z.string().trim().min(1).max(120).optional(), language: z.enum(['en', 'de']).optional() })
      .meta({ id: 'UpdateMe' }),
    response: me,
  }),
  changePassword: route({
    method: 'POST',
    path: '/me/password',
    access: 'signed-in',
    tag: 'Me',
    summary: 'Change one’s own password; every other session ends',
    body: z
      .object({ currentPassword: z.string().min(1).max(256), newPassword: z.string().min(10).max(256) })
      .meta({ id: 'ChangePassword' }),
  }),
  sessions: route({
    method: 'GET',
    path: '/me/sessions',
    access: 'signed-in',
    tag: 'Me',
    summary: 'Where one is signed in',
    response: z.object({ items: z.array(session) }).meta({ id: 'Sessions' }),
  }),
  signOutEverywhere: route({
    method: 'DELETE',
    path: '/me/sessions',
    access: 'signed-in',
    tag: 'Me',
    summary: 'Sign out everywhere',
  }),
}
