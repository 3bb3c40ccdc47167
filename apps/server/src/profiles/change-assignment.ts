import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type AssignmentRow, assignedTo, deleteAssignment, lockAssignment, setPriority } from './assignments.store.js'
import { requireFreePriority } from './priority.js'
import { profileObject } from './profile-audit.js'
import { lockProfile, lockProfiles, type ProfileHead } from './profiles.store.js'
import { NO_CONTENT, RefuseProfile } from './refuse-profile.js'
import { loadScopeNames } from './scope-names.queries.js'

type Act = {
  readonly action: 'profile.reassigned' | 'profile.unassigned'
  readonly before: object
  readonly after?: object
  readonly reason: string | undefined
}
export type Reprioritized = { readonly priority: number; readonly reason?: string | undefined }
type Held = { readonly assignment: AssignmentRow; readonly profile: ProfileHead; readonly scopeName: string }

/** Changes which of several profiles on one scope wins, or takes one off. */
@Injectable()
export class ChangeAssignment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly refusals: RefuseProfile,
  ) {}

  run(caller: Caller, assignmentId: string, change: Reprioritized, ifMatch: IfMatch): Promise<void> {
    return this.platform.transaction((tx) => this.within(tx, caller, assignmentId, change, ifMatch))
  }

  /** As a part of something larger. */
  async within(
    tx: Transaction,
    caller: Caller,
    assignmentId: string,
    { priority, reason }: Reprioritized,
    ifMatch: IfMatch,
  ): Promise<void> {
    const held = await this.hold(tx, caller, assignmentId)
    const { assignment, scopeName } = held
    requireVersion(assignment.version, ifMatch)
    if (assignment.priority === priority) return
    const scope = { kind: assignment.scopeKind, id: assignment.scopeId }
    requireFreePriority(await assignedTo(tx, caller.organizationId, scope), priority, scopeName)
    await setPriority(tx, assignment.id, priority)
    const sides = { before: described(held), after: { ...described(held), priority } }
    await this.record(tx, caller, held, { action: 'profile.reassigned', ...sides, reason })
  }

  remove(caller: Caller, assignmentId: string, reason: string | undefined): Promise<void> {
    return this.platform.transaction((tx) => this.removeWithin(tx, caller, assignmentId, reason))
  }

  async removeWithin(tx: Transaction, caller: Caller, assignmentId: string, reason: string | undefined): Promise<void> {
    const held = await this.hold(tx, caller, assignmentId)
    await deleteAssignment(tx, held.assignment.id)
    await this.record(tx, caller, held, { action: 'profile.unassigned', before: described(held), reason })
  }

  private async hold(tx: Transaction, caller: Caller, assignmentId: string): Promise<Held> {
    const { organizationId } = caller
    await lockProfiles(tx, organizationId)
    const assignment = await lockAssignment(tx, organizationId, assignmentId)
    const profile =
      assignment && (await lockProfile(tx, this.platform.settings.keyRing, organizationId, assignment.profileId))
    if (!profile) throw notFound()
    await this.refusals.requireLockRight(caller, NO_CONTENT, profile)
    const scope = { kind: assignment.scopeKind, id: assignment.scopeId }
    const names = await loadScopeNames(tx, organizationId, [scope])
    return { assignment, profile, scopeName: names.of(scope) }
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    { assignment, profile }: Held,
    { reason, ...act }: Act,
  ): Promise<void> {
    const { scopeKind, scopeId } = assignment
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      ...act,
      reason: reason || null,
      ...profileObject(profile),
      ...(scopeKind === 'device' ? { deviceId: scopeId } : {}),
      ...(scopeKind === 'room' ? { roomId: scopeId } : {}),
    })
    this.platform.live.publish(caller.organizationId, 'profile', [profile.id])
  }
}

function described({ assignment: { scopeKind, scopeId, priority }, scopeName }: Held) {
  return { scopeKind, scopeId, scopeName, priority }
}
