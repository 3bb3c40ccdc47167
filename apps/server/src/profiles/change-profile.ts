import {
  applyChanges,
  type ConfigurationInput,
  type ConfigurationValues,
  isHidden,
  withoutHidden,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { findVersion, lockProfile, lockProfiles, type ProfileHead } from './profiles.store.js'
import { RefuseProfile } from './refuse-profile.js'
import { inOrder, WriteProfile } from './write-profile.js'

export type ProfileChange = {
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** What is not named stays; null takes a value out, and its lock with it. */
  readonly values?: ConfigurationInput | undefined
  /** The whole list, where it is given. */
  readonly locked?: readonly string[] | undefined
  readonly reason?: string | undefined
}

/** Changes a profile, or restores what a version held: a new version, which reaches no device by itself. */
@Injectable()
export class ChangeProfile {
  constructor(
    private readonly platform: Platform,
    private readonly refusals: RefuseProfile,
    private readonly write: WriteProfile,
  ) {}

  run(caller: Caller, profileId: string, change: ProfileChange, ifMatch: IfMatch): Promise<void> {
    return this.recorded(caller, profileId, (tx) => this.within(tx, caller, profileId, change, ifMatch))
  }

  /** As a part of something larger. */
  async within(
    tx: Transaction,
    caller: Caller,
    profileId: string,
    change: ProfileChange,
    ifMatch: IfMatch,
  ): Promise<void> {
    const known = await this.lock(tx, caller, profileId, ifMatch)
    const changes = withoutHidden(known.values, change.values ?? {})
    const values = applyChanges(known.values, changes)
    const locked = change.locked ?? known.locked.filter((key) => changes[key] !== null)
    const after = {
      name: change.name ?? known.name,
      description: change.description ?? known.description,
      values,
      locked: inOrder(locked),
    }
    await this.write.change(tx, caller, known, after, {
      action: 'profile.changed',
      reason: change.reason || null,
      asked: changes,
    })
  }

  restore(
    caller: Caller,
    profileId: string,
    { version, reason }: { version: number; reason?: string | undefined },
    ifMatch: IfMatch,
  ): Promise<void> {
    return this.recorded(caller, profileId, async (tx) => {
      const known = await this.lock(tx, caller, profileId, ifMatch)
      const { keyRing } = this.platform.settings
      const former = await findVersion(tx, keyRing, caller.organizationId, profileId, version)
      if (!former) throw new Refused('profile.version-unknown', { name: known.name, version })
      const values = keptHidden(known.values, former.values)
      const after = { ...former, values, name: known.name, description: known.description }
      await this.write.change(tx, caller, known, after, { action: 'profile.restored', reason: reason || null })
    })
  }

  private async lock(tx: Transaction, caller: Caller, profileId: string, ifMatch: IfMatch): Promise<ProfileHead> {
    await lockProfiles(tx, caller.organizationId)
    const known = await lockProfile(tx, this.platform.settings.keyRing, caller.organizationId, profileId)
    if (!known) throw notFound()
    requireVersion(known.version, ifMatch)
    return known
  }

  private recorded(caller: Caller, profileId: string, work: (tx: Transaction) => Promise<void>): Promise<void> {
    return this.refusals.recorded(caller, { id: profileId, name: '' }, () => this.platform.transaction(work))
  }
}

/** A version from before masks were refused may hold one: there the secret of now stays. */
function keptHidden(known: ConfigurationValues, former: ConfigurationValues): ConfigurationValues {
  return Object.fromEntries(
    Object.entries(former).map(([key, value]) => [key, isHidden(key, value) ? (known[key] ?? value) : value]),
  )
}
