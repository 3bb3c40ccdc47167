import {
  type Deployment,
  type DeploymentReason,
  type DeploymentRing,
  deploymentReasonText,
  type PlannedDevice,
  reasonText,
  type Target,
} from '@maestro/contract'
import { type Language, TARGET_STATES, type TargetReason, type TargetState } from '@maestro/domain'
import type { DeploymentRow, PlanRow, TargetRow } from './deployment-rows.queries.js'
import { readPreparation } from './preparation.store.js'

type RingRow = DeploymentRow['rings'][number]
type Counts = Record<TargetState, number>

/** What the row of a deployment does not say by itself. */
export type DeploymentFacts = {
  readonly language: Language
  /** The organization wants a second person from so many devices on. */
  readonly approvalFrom: number | null
  readonly waitingForApproval: number
  readonly progress: Deployment['progress']
}

export function showDeployment(row: DeploymentRow, facts: DeploymentFacts): Deployment {
  const preparation = readPreparation(row)
  return {
    id: row.id,
    kind: row.kind as Deployment['kind'],
    title: row.title,
    state: row.state as Deployment['state'],
    stateReason: showReason(row.stateReason, facts.language),
    createdBy: row.createdByName,
    reason: row.reason,
    total: row.total,
    counts: sumOf(row.rings),
    scope: Object.keys(row.scope as object).length === 0 ? null : (row.scope as Deployment['scope']),
    growth: row.growth as Deployment['growth'],
    rings: row.rings.map((ring) => showRing(ring, row, preparation.rings?.[ring.position] ?? 0)),
    startsAt: row.startsAt?.toISOString() ?? null,
    window: row.window as Deployment['window'],
    forced: row.forced,
    autoRollback: row.autoRollback,
    rollbackOf: row.rollbackOf,
    licenseBatchId: row.licenseBatchId,
    prepared: row.prepared,
    preview: preparation.counts ?? null,
    previewHash: row.previewHash,
    approval: showApproval(row, facts),
    progress: facts.progress,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    version: row.version,
  }
}

function showReason(reason: unknown, language: Language): Deployment['stateReason'] {
  if (reason === null) return null
  const { code, ...params } = reason as { code: DeploymentReason } & Record<string, unknown>
  return { code, text: deploymentReasonText(code, language, params) }
}

function showApproval(
  row: DeploymentRow,
  { approvalFrom, waitingForApproval }: DeploymentFacts,
): Deployment['approval'] {
  const needed = approvalFrom !== null && row.total >= approvalFrom
  if (!needed && row.approvedAt === null && !row.emergency && waitingForApproval === 0) return null
  return {
    needed,
    by: row.approvedByName,
    at: row.approvedAt?.toISOString() ?? null,
    emergency: row.emergency,
    waiting: waitingForApproval,
  }
}

/** Before it begins, a ring has the devices that the preview has placed there. */
function showRing(ring: RingRow, row: DeploymentRow, previewed: number): DeploymentRing {
  return {
    position: ring.position,
    name: ring.name,
    size: ring.size as DeploymentRing['size'],
    waitMinutes: ring.waitMinutes,
    successPercent: ring.successPercent,
    failurePercent: ring.failurePercent,
    failureMinimum: ring.failureMinimum,
    failureKinds: ring.failureKinds as DeploymentRing['failureKinds'],
    state: ring.state as DeploymentRing['state'],
    openedAt: ring.openedAt?.toISOString() ?? null,
    succeededAt: ring.succeededAt?.toISOString() ?? null,
    nextOpensAt: nextOpensAt(ring, row),
    total: row.startedAt === null ? previewed : ring.total,
    counts: countsOf(ring),
  }
}

function nextOpensAt(ring: RingRow, { state, rings }: DeploymentRow): string | null {
  const next = rings.find(({ position }) => position === ring.position + 1)
  if (state !== 'running' || next?.state !== 'closed' || ring.succeededAt === null || ring.waitMinutes === null)
    return null
  return new Date(ring.succeededAt.getTime() + ring.waitMinutes * 60_000).toISOString()
}

export function countsOf(ring: RingRow): Counts {
  return Object.fromEntries(TARGET_STATES.map((state) => [state, ring[state]])) as Counts
}

export function sumOf(rings: readonly RingRow[]): Counts {
  return Object.fromEntries(
    TARGET_STATES.map((state) => [state, rings.reduce((sum, ring) => sum + ring[state], 0)]),
  ) as Counts
}

export function showTarget(row: TargetRow, language: Language): Target {
  const params = (row.reason ?? {}) as Record<string, unknown>
  return {
    id: row.id,
    deploymentId: row.deploymentId,
    device: { id: row.device.id, name: row.device.name, connection: row.device.connection },
    room: row.device.room && { id: row.device.room.id, name: row.device.room.name },
    state: row.state as Target['state'],
    reason: row.reasonCode
      ? {
          code: row.reasonCode,
          text: reasonText(row.reasonCode as TargetReason, language, params),
          ...(Array.isArray(params['errors']) ? { errors: params['errors'] } : {}),
        }
      : null,
    changes: row.changes as Target['changes'],
    ring: row.ring,
    restart: row.restart,
    forced: row.forced,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    desiredVersion: Number(row.desiredVersion),
    plannedAt: row.plannedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export function showPlan(row: PlanRow): PlannedDevice {
  const { device } = row
  return {
    device: {
      id: device.id,
      name: device.name,
      modelKey: device.modelKey,
      connection: device.connection,
      inCall: device.inCall,
    },
    room: device.room && { id: device.room.id, name: device.room.name },
    ring: row.ring,
    changes: row.changes as PlannedDevice['changes'],
    restart: row.restart,
    leftOut: row.leftOut as PlannedDevice['leftOut'],
  }
}
