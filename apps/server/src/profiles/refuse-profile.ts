import {
  type ConfigurationError,
  type ConfigurationInput,
  touchesLock,
  validateLocked,
  validateProfile,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { OrganizationQueries } from '../organizations/organizations.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { type FieldError, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type AssignedScope, findLocksAbove } from './locks-above.js'
import type { ProfileContent } from './profiles.store.js'

export type ProfileWish = {
  /** What is to be set; values that stay are not asked for again. */
  readonly changes: ConfigurationInput
  readonly after: ProfileContent
  readonly scopes: readonly AssignedScope[]
}

/** Says no to what a profile may not hold, each key with its reason, before anything is kept. */
@Injectable()
export class RefuseProfile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly organizations: OrganizationQueries,
  ) {}

  /** What is wrong with values and locks by themselves, and where the profile is assigned. */
  errorsOf({ changes, after, scopes }: ProfileWish): readonly ConfigurationError[] {
    const kinds = scopes.map(({ scopeKind }) => scopeKind)
    const values = validateProfile(changes, { scopes: kinds })
    const named = new Set(values.map(({ key }) => key))
    return [...values, ...validateLocked(after.locked, after.values).filter(({ key }) => !named.has(key))]
  }

  assert(wish: ProfileWish): void {
    refuse(this.errorsOf(wish))
  }

  /** After the rows are written: the layers above are then those that will be. */
  async assertUnlocked(
    tx: Transaction,
    organizationId: string,
    profileId: string,
    scopes: readonly AssignedScope[],
    changes: ConfigurationInput,
  ): Promise<void> {
    refuse(await findLocksAbove(this.platform, tx, organizationId, profileId, scopes, changes))
  }

  /** Who sets or lifts a lock, or changes what is locked, needs a right of its own. */
  async requireLockRight(caller: Caller, before: ProfileContent, after: ProfileContent): Promise<void> {
    if (caller.rights.includes('configuration.lock') || touchesLock(before, after).length === 0) return
    const { name } = await this.organizations.card(caller.organizationId)
    throw new Refused('access.right-missing', { right: 'configuration.lock', organization: name })
  }

  /** Does the work, and keeps in the audit that it was refused. */
  async recorded<T>(caller: Caller, profile: { id: string | null; name: string }, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refused && error.code === 'profile.refused') await this.record(caller, profile, error)
      throw error
    }
  }

  private async record(caller: Caller, profile: { id: string | null; name: string }, refusal: Refused): Promise<void> {
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'profile.refused',
      outcome: 'refused',
      objectKind: 'profile',
      objectId: profile.id,
      objectName: profile.name,
      details: { errors: refusal.fields.map(({ path, code }) => ({ key: path, code })) },
    })
  }
}

export const NO_CONTENT: ProfileContent = { values: {}, locked: [] }

export function fieldOf({ key, code, params }: ConfigurationError): FieldError {
  return { path: key, code, params: { key, ...params } }
}

function refuse(errors: readonly ConfigurationError[]): void {
  if (errors.length > 0) throw new Refused('profile.refused', {}, errors.map(fieldOf))
}
