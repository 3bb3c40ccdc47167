import { DEPLOYMENT_STATES, TARGET_STATES } from '@maestro/domain'
import { z } from 'zod'
import { route } from '../route.js'
import { deployment, deploymentScope, deploymentWindow, plannedDevice, ringPlan, target } from './deployment.js'
import { givenInstant, id, LARGEST, organizationParams, pageOf, pageQuery, several, thingName } from './primitives.js'
import { severalOf } from './several-of.js'

const writeDeployment = z
  .object({
    title: thingName.optional(),
    scope: deploymentScope,
    growth: z.enum(['frozen', 'growing']).default('frozen'),
    /** None: everybody at once, in one ring. */
    rings: z.array(ringPlan).max(10).default([]),
    startsAt: givenInstant.nullable().default(null),
    window: deploymentWindow.nullable().default(null),
    forced: z.boolean().default(false),
    autoRollback: z.boolean().default(false),
    reason: z.string().trim().max(500).optional(),
  })
  .meta({ id: 'WriteDeployment' })
/** A draft, or the schedule of one that has not begun. Another scope or other rings prepare the preview anew. */
const changeDeployment = z
  .object({
    title: thingName,
    scope: deploymentScope,
    growth: z.enum(['frozen', 'growing']),
    rings: z.array(ringPlan).max(10),
    startsAt: givenInstant.nullable(),
    window: deploymentWindow.nullable(),
    forced: z.boolean(),
    autoRollback: z.boolean(),
    reason: z.string().trim().max(500),
  })
  .partial()
  .meta({ id: 'ChangeDeployment' })
const deployments = '/organizations/{organizationId}/deployments'
const one = `${deployments}/{deploymentId}`
const ringPosition = z.coerce.number().int().min(0).max(LARGEST)
const deploymentParams = organizationParams.extend({ deploymentId: id })
const tag = 'Deployments'
const access = 'deployments.manage'

/** An act on a deployment that answers how it stands afterwards. */
const act = <P extends string, S extends string>(path: P, summary: S) =>
  route({
    method: 'POST',
    path: `${one}/${path}`,
    access,
    tag,
    summary,
    params: deploymentParams,
    response: deployment,
    status: 200,
  })

export const deploymentRoutes = {
  list: route({
    method: 'GET',
    path: deployments,
    access: 'deployments.view',
    tag,
    summary: 'Deployments, newest first',
    params: organizationParams,
    query: z.object({ ...pageQuery, state: severalOf(DEPLOYMENT_STATES), licenseBatchId: id.optional() }),
    response: pageOf(deployment, 'DeploymentPage'),
  }),
  create: route({
    method: 'POST',
    path: deployments,
    access,
    tag,
    summary: 'Prepare a deployment: a draft with its preview, nothing is sent',
    params: organizationParams,
    body: writeDeployment,
    response: deployment,
    status: 202,
  }),
  get: route({
    method: 'GET',
    path: one,
    access: 'deployments.view',
    tag,
    summary: 'A deployment',
    params: deploymentParams,
    response: deployment,
  }),
  change: route({
    method: 'PATCH',
    path: one,
    access,
    tag,
    summary: 'Change a draft',
    params: deploymentParams,
    body: changeDeployment,
    response: deployment,
    ifMatch: true,
  }),
  discard: route({ method: 'DELETE', path: one, access, tag, summary: 'Throw a draft away', params: deploymentParams }),
  preview: route({
    method: 'GET',
    path: `${one}/preview`,
    access: 'deployments.view',
    tag,
    summary: 'What it would do, device by device',
    params: deploymentParams,
    query: z.object({
      ...pageQuery,
      only: z.enum(['all', 'restart', 'offline', 'in-call', 'left-out']).default('all'),
      ring: ringPosition.optional(),
    }),
    response: pageOf(plannedDevice, 'PreviewPage'),
  }),
  previewFile: route({
    method: 'GET',
    path: `${one}/preview.csv`,
    access: 'deployments.view',
    tag,
    summary: 'The preview as CSV, one line for each setting',
    params: deploymentParams,
    media: 'text/csv',
  }),
  targets: route({
    method: 'GET',
    path: `${one}/targets`,
    access: 'deployments.view',
    tag,
    summary: 'The devices of a deployment, with state and reason',
    params: deploymentParams,
    query: z.object({
      ...pageQuery,
      state: severalOf(TARGET_STATES),
      reason: several,
      ring: ringPosition.optional(),
    }),
    response: pageOf(target, 'TargetPage'),
  }),
  failures: route({
    method: 'GET',
    path: `${one}/failures`,
    access: 'deployments.view',
    tag,
    summary: 'Failures by reason, most frequent first',
    params: deploymentParams,
    response: z
      .object({ items: z.array(z.object({ code: z.string(), text: z.string(), devices: z.int() })) })
      .meta({ id: 'DeploymentFailures' }),
  }),
  ofDevice: route({
    method: 'GET',
    path: '/organizations/{organizationId}/devices/{deviceId}/targets',
    access: 'deployments.view',
    tag,
    summary: 'What was sent to a device, newest first',
    params: organizationParams.extend({ deviceId: id }),
    query: z.object(pageQuery),
    response: pageOf(target, 'DeviceTargetPage'),
  }),
  start: route({
    method: 'POST',
    path: `${one}/start`,
    access,
    tag,
    summary: 'Start what the preview shows, or ask a second person to approve it',
    params: deploymentParams,
    body: z
      .object({
        previewHash: z.string().max(64),
        /** There is nobody to approve it and it cannot wait: flagged for ever. */ emergency: z
          .boolean()
          .default(false),
      })
      .meta({ id: 'StartDeployment' }),
    response: deployment,
    status: 200,
  }),
  approve: route({
    method: 'POST',
    path: `${one}/approve`,
    access: 'deployments.approve',
    tag,
    summary: 'Approve exactly the preview with this hash; another person than who made it',
    params: deploymentParams,
    body: z.object({ previewHash: z.string().max(64) }).meta({ id: 'ApproveDeployment' }),
    response: deployment,
    status: 200,
  }),
  reject: route({
    method: 'POST',
    path: `${one}/reject`,
    access: 'deployments.approve',
    tag,
    summary: 'Send it back to its author as a draft',
    params: deploymentParams,
    body: z.object({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'RejectDeployment' }),
    response: deployment,
    status: 200,
  }),
  pause: act('pause', 'Send nothing more until it is resumed; what was sent is awaited'),
  resume: act('resume', 'Go on, also after a threshold stopped it'),
  openRing: act('open-ring', 'Open the next ring now'),
  retry: act('retry', 'Try the failed devices again'),
  cancel: act('cancel', 'Stop what has not been sent yet'),
  rollback: act('rollback', 'Prepare going back: a draft that restores what each device had before'),
  force: route({
    method: 'POST',
    path: `${one}/targets/{targetId}/force`,
    access,
    tag,
    summary: 'Send to one device now: also in a call, outside the window, before its ring',
    params: deploymentParams.extend({ targetId: id }),
    response: target,
    status: 200,
  }),
}
