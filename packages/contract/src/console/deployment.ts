import { FAILED_REASONS, TARGET_STATES } from '@maestro/domain'
import { z } from 'zod'
import { groupRule } from './groups.js'
import { CLOCK_TIME } from './patterns.js'
import { firmwareBounds, id, instant, settingValue, thingName } from './primitives.js'

export const targetState = z.enum(TARGET_STATES)
export const deploymentState = z.enum([
  'preparing',
  'draft',
  'awaiting-approval',
  'scheduled',
  'running',
  'paused',
  'stopped',
  'finished',
  'cancelled',
])
const counts = z.record(targetState, z.int())

/** Which devices a deployment is for; those that would not change are left out. */
export const deploymentScope = z
  .union([
    z.object({ everyone: z.literal(true) }).strict(),
    z.object({ deviceIds: z.array(id).min(1).max(1000) }).strict(),
    z.object({ groupId: id }).strict(),
    z.object({ locationId: id }).strict(),
    /** All that the profile's assignments reach. */
    z.object({ profileId: id }).strict(),
    z.object({ filter: groupRule }).strict(),
  ])
  .meta({ id: 'DeploymentScope' })
export type DeploymentScope = z.infer<typeof deploymentScope>

export const ringSize = z
  .union([
    z.object({ kind: z.enum(['count', 'percent']), value: z.int().min(1).max(1_000_000) }),
    z.object({ kind: z.literal('group'), groupId: id }),
    z.object({ kind: z.literal('rest') }),
  ])
  .meta({ id: 'RingSize' })

export const ringPlan = z
  .object({
    name: thingName,
    size: ringSize,
    /** Minutes from its success to the opening of the next ring; null: somebody opens it. */
    waitMinutes: z.int().min(0).max(43_200).nullable().default(0),
    /** So many of the devices that can be reached must have confirmed before the next ring opens. */
    successPercent: z.int().min(0).max(100).default(100),
    /** Stop when more than so many of those done have failed, once `failureMinimum` are done; null: never. */
    failurePercent: z.int().min(0).max(100).nullable().default(10),
    failureMinimum: z.int().min(1).max(1_000_000).default(1),
    /** Kinds of failure that count; none named: all. */
    failureKinds: z.array(z.enum(FAILED_REASONS)).max(100).default([]),
  })
  .meta({ id: 'RingPlan' })
export type RingPlan = z.infer<typeof ringPlan>

/** Hours in a room's own time. A window that ends before it begins goes over midnight. ISO weekdays: 1 is Monday. */
export const deploymentWindow = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: z.string().regex(CLOCK_TIME),
    to: z.string().regex(CLOCK_TIME),
  })
  .meta({ id: 'DeploymentWindow' })
export type DeploymentWindow = z.infer<typeof deploymentWindow>

export const deploymentRing = ringPlan
  .extend({
    position: z.int(),
    state: z.enum(['closed', 'open', 'succeeded', 'stopped']),
    openedAt: instant.nullable(),
    succeededAt: instant.nullable(),
    /** When the next ring opens by itself, if it does. */
    nextOpensAt: instant.nullable(),
    total: z.int(),
    counts,
  })
  .meta({ id: 'DeploymentRing' })
export type DeploymentRing = z.infer<typeof deploymentRing>

/** What of a preview is counted; each a filter of its rows. */
export const previewCounts = z
  .object({
    devices: z.int(),
    restart: z.int(),
    offline: z.int(),
    inCall: z.int(),
    leftOut: z.int(),
    unchanged: z.int(),
  })
  .meta({ id: 'PreviewCounts' })

export const deployment = z
  .object({
    id,
    kind: z.enum(['configuration', 'license']),
    title: z.string(),
    state: deploymentState,
    /** Why it stands where it does, such as a threshold that tripped. */
    stateReason: z.object({ code: z.string(), text: z.string() }).nullable(),
    createdBy: z.string(),
    reason: z.string().nullable(),
    total: z.int(),
    counts,
    scope: deploymentScope.nullable(),
    growth: z.enum(['frozen', 'growing']),
    rings: z.array(deploymentRing),
    startsAt: instant.nullable(),
    window: deploymentWindow.nullable(),
    forced: z.boolean(),
    autoRollback: z.boolean(),
    rollbackOf: id.nullable(),
    /** The batch of licences that it brings to devices. */
    licenseBatchId: id.nullable(),
    /** While it is being prepared: how many devices were looked at. */
    prepared: z.int(),
    preview: previewCounts.nullable(),
    previewHash: z.string().nullable(),
    approval: z
      .object({
        needed: z.boolean(),
        by: z.string().nullable(),
        at: instant.nullable(),
        emergency: z.boolean(),
        /** Devices that joined later and wait for theirs. */ waiting: z.int(),
      })
      .nullable(),
    progress: z.object({ perMinute: z.number(), secondsLeft: z.int().nullable() }).nullable(),
    createdAt: instant,
    startedAt: instant.nullable(),
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

const changes = z.array(z.object({ key: z.string(), before: settingValue.nullable(), after: settingValue.nullable() }))

export const target = z
  .object({
    id,
    deploymentId: id,
    device: z.object({ id, name: z.string(), connection: z.string() }),
    room: z.object({ id, name: z.string() }).nullable(),
    ring: z.int(),
    state: targetState,
    reason: targetReason.nullable(),
    changes,
    restart: z.boolean(),
    forced: z.boolean(),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    /** 0 until it was released to the device. */
    desiredVersion: z.int(),
    plannedAt: instant,
    sentAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Target' })
export type Target = z.infer<typeof target>

/** One device of a preview. */
export const plannedDevice = z
  .object({
    device: z.object({ id, name: z.string(), modelKey: z.string(), connection: z.string(), inCall: z.boolean() }),
    room: z.object({ id, name: z.string() }).nullable(),
    ring: z.int(),
    changes: z.array(changes.element.extend({ restart: z.boolean(), secret: z.boolean() })),
    restart: z.boolean(),
    leftOut: z.array(
      z.object({
        key: z.string(),
        reason: z.enum(['feature-missing', 'not-valid', 'not-on-firmware']),
        feature: z.string().nullable(),
        /** For `not-on-firmware`: which has it. */
        firmware: firmwareBounds.optional(),
      }),
    ),
  })
  .meta({ id: 'PlannedDevice' })
export type PlannedDevice = z.infer<typeof plannedDevice>
