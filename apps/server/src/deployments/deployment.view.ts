import { type Deployment, type DeploymentRing, reasonText, type Target } from '@maestro/contract'
import type { Prisma } from '@maestro/database'
import { type Language, TARGET_STATES, type TargetReason, type TargetState } from '@maestro/domain'

export type DeploymentRow = Prisma.DeploymentGetPayload<{ include: { rings: true } }>
export type TargetRow = Prisma.DeploymentTargetGetPayload<{ include: { device: { include: { room: true } } } }>
type RingRow = DeploymentRow['rings'][number]
type Counts = Record<TargetState, number>

export function showDeployment(row: DeploymentRow): Deployment {
  return {
    id: row.id,
    kind: 'configuration',
    title: row.title,
    state: row.state as Deployment['state'],
    stateReason: null,
    createdBy: row.createdByName,
    reason: row.reason,
    total: row.total,
    counts: sumOf(row.rings),
    scope: Object.keys(row.scope as object).length === 0 ? null : (row.scope as Deployment['scope']),
    growth: row.growth as Deployment['growth'],
    rings: row.rings.map(showRing),
    startsAt: row.startsAt?.toISOString() ?? null,
    window: row.window as Deployment['window'],
    forced: row.forced,
    autoRollback: row.autoRollback,
    rollbackOf: row.rollbackOf,
    prepared: row.prepared,
    preview: Object.keys(row.preview as object).length === 0 ? null : (row.preview as Deployment['preview']),
    previewHash: row.previewHash,
    approval: null,
    progress: null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    version: row.version,
  }
}

function showRing(ring: RingRow): DeploymentRing {
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
    nextOpensAt: null,
    total: ring.total,
    counts: countsOf(ring),
  }
}

function countsOf(ring: RingRow): Counts {
  return Object.fromEntries(TARGET_STATES.map((state) => [state, ring[state]])) as Counts
}

function sumOf(rings: readonly RingRow[]): Counts {
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
