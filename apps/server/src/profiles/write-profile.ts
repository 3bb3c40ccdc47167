import type { AuditAction } from '@maestro/contract'
import { applyChanges, type ConfigurationInput, diffConfiguration, withoutWritten } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { scopesOf } from './assignments.store.js'
import { profileObject, sameKeys, sidesOf } from './profile-audit.js'
import {
  insertProfile,
  lockProfiles,
  type ProfileContent,
  type ProfileHead,
  requireFreeName,
  updateProfile,
} from './profiles.store.js'
import { NO_CONTENT, RefuseProfile } from './refuse-profile.js'

export type NewProfile = {
  readonly name: string
  readonly description: string
  readonly values: ConfigurationInput
  readonly locked: readonly string[]
  readonly reason?: string | undefined
}
export type ProfileAfter = ProfileContent & { readonly name: string; readonly description: string }
type Act = {
  readonly action: AuditAction
  readonly reason: string | null
  /** What somebody wrote: of secrets nobody learns whether they were the same. */
  readonly asked?: ConfigurationInput
}

/** Writes a profile's next version with all that belongs to it: refusals, rights, audit. */
@Injectable()
export class WriteProfile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly refusals: RefuseProfile,
  ) {}

  async create(tx: Transaction, caller: Caller, input: NewProfile): Promise<string> {
    const { organizationId } = caller
    const { name, description } = input
    const after = { name, description, values: applyChanges({}, input.values), locked: inOrder(input.locked) }
    this.refusals.assert({ changes: input.values, after, scopes: [] })
    await this.refusals.requireLockRight(caller, NO_CONTENT, after)
    await lockProfiles(tx, organizationId)
    await requireFreeName(tx, organizationId, name, null)
    const id = uuidv7()
    const reason = input.reason || null
    const author = { actor: caller.actor, name: caller.name }
    const { keyRing } = this.platform.settings
    await insertProfile(tx, keyRing, { id, organizationId, ...after, version: 1, author, reason })
    await this.record(tx, caller, id, { ...NO_CONTENT, name: '', description: '' }, after, {
      action: 'profile.created',
      reason,
    })
    return id
  }

  /** Nothing happens where nothing changes. Lock the organization's profiles and this one first. */
  async change(tx: Transaction, caller: Caller, known: ProfileHead, after: ProfileAfter, act: Act): Promise<void> {
    const { organizationId } = caller
    requireOwn(known)
    const before = { ...known, values: withoutWritten(known.values, act.asked ?? {}) }
    if (isSame(before, after)) return
    const scopes = await scopesOf(tx, organizationId, known.id)
    const changes = changesTo(before, after)
    this.refusals.assert({ changes, after, scopes })
    await this.refusals.requireLockRight(caller, before, after)
    if (after.name !== known.name) await requireFreeName(tx, organizationId, after.name, known.id)
    await updateProfile(tx, this.platform.settings.keyRing, {
      id: known.id,
      organizationId,
      ...after,
      version: known.version + 1,
      author: { actor: caller.actor, name: caller.name },
      reason: act.reason,
    })
    await this.refusals.assertUnlocked(tx, organizationId, known.id, scopes, changes)
    await this.record(tx, caller, known.id, known, after, act)
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    id: string,
    before: ProfileAfter,
    after: ProfileAfter,
    { action, reason, asked }: Act,
  ): Promise<void> {
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action,
      ...profileObject({ id, name: after.name }),
      ...sidesOf(before, after, asked),
      reason,
    })
    this.platform.live.publish(caller.organizationId, 'profile', [id])
  }
}

/** A copy of a partner's profile is changed by the partner, and one in the archive by nobody. */
export function requireOwn({ origin, archived, name }: ProfileHead): void {
  if (origin) throw new Refused('profile.from-partner', { partner: origin.name })
  if (archived) throw new Refused('profile.archived', { name })
}

export function inOrder(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].sort()
}

function isSame(before: ProfileAfter, after: ProfileAfter): boolean {
  return (
    before.name === after.name &&
    before.description === after.description &&
    sameKeys(before.locked, after.locked) &&
    diffConfiguration(before.values, after.values).length === 0
  )
}

/** What is set anew, and null for what is taken away. */
function changesTo(before: ProfileContent, after: ProfileContent): ConfigurationInput {
  return Object.fromEntries(diffConfiguration(before.values, after.values).map(({ key, after: value }) => [key, value]))
}
