import type { ScopeKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { assignedTo, insertAssignment } from './assignments.store.js'
import { freePriority, requireFreePriority } from './priority.js'
import { profileObject } from './profile-audit.js'
import { lockProfile, lockProfiles, type ProfileHead } from './profiles.store.js'
import { NO_CONTENT, RefuseProfile } from './refuse-profile.js'
import { requireScope } from './require-scope.js'

export type NewAssignment = {
  readonly profileId: string
  readonly scopeKind: ScopeKind
  readonly scopeId: string
  /** Without one it gets a place above all others on the scope. */
  readonly priority?: number | undefined
  readonly reason?: string | undefined
}

/** Assigns a profile to a scope: what devices there should have changes, what they have does not. */
@Injectable()
export class AssignProfile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly refusals: RefuseProfile,
  ) {}

  run(caller: Caller, input: NewAssignment): Promise<string> {
    return this.refusals.recorded(caller, { id: input.profileId, name: '' }, () =>
      this.platform.transaction((tx) => this.within(tx, caller, input)),
    )
  }

  /** As a part of something larger. */
  async within(tx: Transaction, caller: Caller, input: NewAssignment): Promise<string> {
    const { organizationId } = caller
    if (input.scopeKind === 'partner') throw new Refused('assignment.partner-publishes')
    await lockProfiles(tx, organizationId)
    const profile = await lockProfile(tx, this.platform.settings.keyRing, organizationId, input.profileId)
    if (!profile) throw new Refused('profile.not-found')
    if (profile.archived) throw new Refused('profile.archived', { name: profile.name })
    const scopeName = await requireScope(tx, organizationId, input)
    return this.insert(tx, caller, profile, { ...input, scopeName })
  }

  private async insert(
    tx: Transaction,
    caller: Caller,
    profile: ProfileHead,
    { scopeKind, scopeId, priority: wanted, reason, scopeName }: NewAssignment & { scopeName: string },
  ): Promise<string> {
    const { organizationId } = caller
    const scope = { scopeKind, scopeId }
    this.refusals.assert({ changes: profile.values, after: profile, scopes: [scope] })
    await this.refusals.requireLockRight(caller, NO_CONTENT, profile)
    const others = await assignedTo(tx, organizationId, { kind: scopeKind, id: scopeId })
    if (others.some(({ profileId }) => profileId === profile.id))
      throw new Refused('assignment.already', { profile: profile.name, scope: scopeName })
    const priority = wanted ?? freePriority(others)
    requireFreePriority(others, priority, scopeName)
    const id = uuidv7()
    const row = { id, organizationId, profileId: profile.id, ...scope, priority }
    await insertAssignment(tx, { ...row, createdBy: caller.actor, createdByName: caller.name })
    await this.refusals.assertUnlocked(tx, organizationId, profile.id, [scope], profile.values)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'profile.assigned',
      ...profileObject(profile),
      ...(scopeKind === 'device' ? { deviceId: scopeId } : {}),
      ...(scopeKind === 'room' ? { roomId: scopeId } : {}),
      after: { scopeKind, scopeId, scopeName, priority },
      reason: reason || null,
    })
    this.platform.live.publish(organizationId, 'profile', [profile.id])
    return id
  }
}
