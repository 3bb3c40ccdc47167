import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { scopesOf } from './assignments.store.js'
import { profileObject } from './profile-audit.js'
import { lockProfile, lockProfiles, requireFreeName, setArchived } from './profiles.store.js'
import { loadScopeNames } from './scope-names.queries.js'

/** Puts a profile away that is assigned nowhere, or takes it back. */
@Injectable()
export class ArchiveProfile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, profileId: string, archive: boolean, ifMatch: IfMatch): Promise<void> {
    await this.platform.transaction((tx) => this.within(tx, caller, profileId, archive, ifMatch))
  }

  /** As a part of something larger. */
  async within(tx: Transaction, caller: Caller, profileId: string, archive: boolean, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await lockProfiles(tx, organizationId)
    const known = await lockProfile(tx, this.platform.settings.keyRing, organizationId, profileId)
    if (!known) throw notFound()
    requireVersion(known.version, ifMatch)
    if (known.archived === archive) return
    if (archive) await this.requireUnassigned(tx, organizationId, profileId)
    else await requireFreeName(tx, organizationId, known.name, profileId)
    await setArchived(tx, profileId, archive ? new Date() : null)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: archive ? 'profile.archived' : 'profile.unarchived',
      ...profileObject(known),
    })
    this.platform.live.publish(organizationId, 'profile', [profileId])
  }

  private async requireUnassigned(tx: Transaction, organizationId: string, profileId: string): Promise<void> {
    const assigned = await scopesOf(tx, organizationId, profileId)
    if (assigned.length === 0) return
    const scopes = assigned.map(({ scopeKind: kind, scopeId: id }) => ({ kind, id }))
    const names = await loadScopeNames(tx, organizationId, scopes)
    throw new Refused('profile.assigned', { scopes: scopes.map((scope) => names.of(scope)) })
  }
}
