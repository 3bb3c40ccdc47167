import { TARGET_STATES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { id, instant, organizationParams, pageOf, pageQuery, settingValue, several } from './primitives.js'

export const targetState = z.enum(TARGET_STATES)

export const deployment = z
  .object({
    id,
    kind: z.enum(['configuration']),
    title: z.string(),
    state: z.enum(['running', 'finished', 'cancelled']),
    createdBy: z.string(),
    reason: z.string().nullable(),
    total: z.int(),
    counts: z.record(targetState, z.int()),
    createdAt: instant,
    finishedAt: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Deployment' })
export type Deployment = z.infer<typeof deployment>

/** Why a target is where it is. `code` is stable; `text` is in the caller's language. */
export const targetReason = z
  .object({
    code: z.string(),
    text: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string().nullable() })).optional(),
  })
  .meta({ id: 'TargetReason' })

export const target = z
  .object({
    id,
    deploymentId: id,
    device: z.object({ id, name: z.string(), connection: z.string() }),
    room: z.object({ id, name: z.string() }).nullable(),
    state: targetState,
    reason: targetReason.nullable(),
    changes: z.array(z.object({ key: z.string(), before: settingValue.nullable(), after: settingValue.nullable() })),
    restart: z.boolean(),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    desiredVersion: z.int(),
    plannedAt: instant,
    sentAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Target' })
export type Target = z.infer<typeof target>

const deployments = '/organizations/{organizationId}/deployments'
const deploymentParams = organizationParams.extend({ deploymentId: id })

export const deploymentRoutes = {
  list: route({
    method: 'GET',
    path: deployments,
    access: 'deployments.view',
    tag: 'Deployments',
    summary: 'Deployments, newest first',
    params: organizationParams,
    query: z.object({ ...pageQuery, state: several }),
    response: pageOf(deployment, 'DeploymentPage'),
  }),
  get: route({
    method: 'GET',
    path: `${deployments}/{deploymentId}`,
    access: 'deployments.view',
    tag: 'Deployments',
    summary: 'A deployment',
    params: deploymentParams,
    response: deployment,
  }),
  targets: route({
    method: 'GET',
    path: `${deployments}/{deploymentId}/targets`,
    access: 'deployments.view',
    tag: 'Deployments',
    summary: 'The devices of a deployment, with state and reason',
    params: deploymentParams,
    query: z.object({ ...pageQuery, state: several }),
    response: pageOf(target, 'TargetPage'),
  }),
  ofDevice: route({
    method: 'GET',
    path: '/organizations/{organizationId}/devices/{deviceId}/targets',
    access: 'deployments.view',
    tag: 'Deployments',
    summary: 'What was sent to a device, newest first',
    params: organizationParams.extend({ deviceId: id }),
    query: z.object(pageQuery),
    response: pageOf(target, 'DeviceTargetPage'),
  }),
  retry: route({
    method: 'POST',
    path: `${deployments}/{deploymentId}/retry`,
    access: 'deployments.manage',
    tag: 'Deployments',
    summary: 'Try the failed devices again',
    params: deploymentParams,
    response: deployment,
    status: 200,
  }),
  cancel: route({
    method: 'POST',
    path: `${deployments}/{deploymentId}/cancel`,
    access: 'deployments.manage',
    tag: 'Deployments',
    summary: 'Stop what has not been sent yet; the value before takes its place again',
    params: deploymentParams,
    response: deployment,
    status: 200,
  }),
}
