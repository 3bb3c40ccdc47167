import type { AuditAction } from '@maestro/contract'
import type { TargetState } from '@maestro/domain'
import type { AuditRecord } from '../audit/audit.js'
import type { OpenTarget, Transition } from './targets.store.js'

const actions: Readonly<Record<TargetState, AuditAction>> = {
  planned: 'target.planned',
  waiting: 'target.waiting',
  sent: 'target.sent',
  confirmed: 'target.confirmed',
  failed: 'target.failed',
  superseded: 'target.superseded',
  cancelled: 'target.cancelled',
}

type Actor = Pick<AuditRecord, 'actor' | 'actorName'>
type Change = { key: string; before: unknown; after: unknown }

/** What the audit keeps of one step of a target: what it changes, before and after, and why it stands where it does. */
export function targetRecord(
  actor: Actor,
  target: Pick<OpenTarget, 'id' | 'deploymentId' | 'deviceId' | 'deviceName' | 'roomId' | 'changes'>,
  step: Pick<Transition, 'to' | 'reason' | 'attempts'>,
): AuditRecord {
  const changes = (target.changes ?? []) as Change[]
  return {
    ...actor,
    action: actions[step.to],
    outcome: step.to === 'failed' ? 'failed' : 'done',
    objectKind: 'target',
    objectId: target.id,
    objectName: target.deviceName,
    deviceId: target.deviceId,
    roomId: target.roomId,
    before: Object.fromEntries(changes.map(({ key, before }) => [key, before])),
    after: Object.fromEntries(changes.map(({ key, after }) => [key, after])),
    details: {
      deploymentId: target.deploymentId,
      ...(step.reason ? { reason: step.reason.code, ...step.reason.params } : {}),
      ...(step.attempts ? { attempt: step.attempts } : {}),
    },
  }
}

/** The device itself says so. */
export function deviceActor(target: Pick<OpenTarget, 'deviceId' | 'deviceName'>): Actor {
  return { actor: `device:${target.deviceId}`, actorName: target.deviceName }
}
