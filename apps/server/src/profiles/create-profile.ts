import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { findProfile } from './profiles.store.js'
import { RefuseProfile } from './refuse-profile.js'
import { type NewProfile, WriteProfile } from './write-profile.js'

/** Makes a profile, or one like another. */
@Injectable()
export class CreateProfile {
  constructor(
    private readonly platform: Platform,
    private readonly refusals: RefuseProfile,
    private readonly write: WriteProfile,
  ) {}

  run(caller: Caller, input: NewProfile): Promise<string> {
    return this.refusals.recorded(caller, { id: null, name: input.name }, () =>
      this.platform.transaction((tx) => this.within(tx, caller, input)),
    )
  }

  /** As a part of something larger. */
  within(tx: Transaction, caller: Caller, input: NewProfile): Promise<string> {
    return this.write.create(tx, caller, input)
  }

  clone(caller: Caller, profileId: string, name: string): Promise<string> {
    return this.refusals.recorded(caller, { id: null, name }, () =>
      this.platform.transaction(async (tx) => {
        const like = await findProfile(tx, this.platform.settings.keyRing, caller.organizationId, profileId)
        if (!like) throw notFound()
        return this.write.create(tx, caller, { ...like, name })
      }),
    )
  }
}
