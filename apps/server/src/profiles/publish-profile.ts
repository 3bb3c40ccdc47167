import { problemDetail, type RouteResponse, type routes } from '@maestro/contract'
import { type Right, touchesLock } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { OrganizationQueries } from '../organizations/organizations.queries.js'
import { accessTo, type OrganizationAccess } from '../platform/access/organization-access.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { inOrganization } from '../platform/organization-context.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { assignedTo, insertAssignment } from './assignments.store.js'
import { freePriority } from './priority.js'
import { profileObject, sidesOf } from './profile-audit.js'
import {
  findProfile,
  insertProfile,
  lockCopy,
  lockProfiles,
  type ProfileHead,
  requireFreeName,
  saveOriginVersion,
  updateProfile,
} from './profiles.store.js'
import { NO_CONTENT, RefuseProfile } from './refuse-profile.js'
import { type ProfileAfter, requireOwn } from './write-profile.js'

type Published = RouteResponse<typeof routes.profiles.publish>['results'][number]
type Outcome = Exclude<Published['outcome'], 'refused'>
type Publisher = { readonly caller: Caller; readonly partner: { readonly name: string }; readonly profile: ProfileHead }

/** Copies a partner's profile into customers, as a layer below everything of their own, or brings the copies up to date. */
@Injectable()
export class PublishProfile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly organizations: OrganizationQueries,
    private readonly refusals: RefuseProfile,
  ) {}

  async run(caller: Caller, profileId: string, customerIds: readonly string[]): Promise<{ results: Published[] }> {
    const { keyRing } = this.platform.settings
    const profile = await findProfile(this.platform.database.prisma, keyRing, caller.organizationId, profileId)
    if (!profile) throw notFound()
    requireOwn(profile)
    const partner = await this.organizations.card(caller.organizationId)
    if (partner.kind === 'customer') throw new Refused('customer.not-a-partner', { organization: partner.name })
    await this.refusals.recorded(caller, profile, async () =>
      this.refusals.assert({
        changes: profile.values,
        after: profile,
        scopes: [{ scopeKind: 'partner', scopeId: caller.organizationId }],
      }),
    )
    const results: Published[] = []
    for (const customerId of new Set(customerIds))
      results.push(await this.copyTo({ caller, partner, profile }, customerId))
    return { results }
  }

  /** One customer's refusal is none of the others' business. */
  private async copyTo(publisher: Publisher, customerId: string): Promise<Published> {
    try {
      const access = await this.accessThroughGrant(publisher.caller, customerId)
      const tenant = { organizationId: customerId, actor: publisher.caller.actor, grantId: access.grantId ?? undefined }
      const outcome = await inOrganization(tenant, () =>
        this.platform.transaction((tx) => this.copy(tx, publisher, customerId, access)),
      )
      return { customerId, outcome, detail: null }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const detail = problemDetail(error.code, publisher.caller.language, error.params)
      return { customerId, outcome: 'refused', detail }
    }
  }

  private async accessThroughGrant(caller: Caller, customerId: string): Promise<OrganizationAccess> {
    const access = await accessTo(this.platform, caller.identity, customerId)
    if (access?.partnerId !== caller.organizationId)
      throw new Refused('profile.no-grant', { right: 'configuration.manage' })
    requireRight(access, 'configuration.manage')
    return access
  }

  private async copy(
    tx: Transaction,
    { caller, partner, profile }: Publisher,
    customerId: string,
    access: OrganizationAccess,
  ): Promise<Outcome> {
    const { keyRing } = this.platform.settings
    await lockProfiles(tx, customerId)
    const known = await lockCopy(tx, keyRing, customerId, profile.id)
    const before: ProfileAfter = known ?? { ...NO_CONTENT, name: '', description: '' }
    if (touchesLock(before, profile).length > 0) requireRight(access, 'configuration.lock')
    const { description, values, locked } = profile
    const id = known?.id ?? uuidv7()
    const name = await freeName(tx, customerId, profile.name, partner.name, known?.id ?? null)
    const after = { name, description, values, locked }
    const sides = sidesOf(before, after)
    const author = { actor: caller.actor, name: caller.name }
    const write = { id, organizationId: customerId, ...after, author, reason: null }
    const origin = { organizationId: caller.organizationId, profileId: profile.id, name: partner.name }
    const changed = known?.archived === true || Object.keys({ ...sides.before, ...sides.after }).length > 0
    if (!known) await insertProfile(tx, keyRing, { ...write, version: 1 }, origin)
    else if (changed) await updateProfile(tx, keyRing, { ...write, version: known.version + 1 })
    await saveOriginVersion(tx, id, profile.version)
    const assigned = await assignToPartner(tx, customerId, id, caller)
    if (known && !changed && !assigned) return 'unchanged'
    await this.record(tx, { ...caller, grantId: access.grantId }, customerId, { id, name }, sides)
    return known ? 'updated' : 'copied'
  }

  /** In the customer's record and in the partner's. */
  private async record(
    tx: Transaction,
    caller: Caller,
    customerId: string,
    copy: { id: string; name: string },
    sides: ReturnType<typeof sidesOf>,
  ): Promise<void> {
    const entry = { ...actorOf(caller), action: 'profile.published' as const, ...profileObject(copy), ...sides }
    const { name: customer } = await this.organizations.card(customerId)
    await this.audit.record(tx, customerId, entry)
    await this.audit.recordElsewhere(tx, customerId, caller.organizationId, {
      ...entry,
      details: { customerId, customer },
    })
    this.platform.live.publish(customerId, 'profile', [copy.id])
  }
}

function requireRight(access: OrganizationAccess, right: Right): void {
  if (!access.rights.includes(right)) throw new Refused('profile.no-grant', { right })
}

/** The partner's name makes a difference where the customer has a profile of that name. */
async function freeName(
  tx: Transaction,
  organizationId: string,
  name: string,
  partner: string,
  ownId: string | null,
): Promise<string> {
  try {
    await requireFreeName(tx, organizationId, name, ownId)
    return name
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const longer = `${name} (${partner})`
    await requireFreeName(tx, organizationId, longer, ownId)
    return longer
  }
}

/** Whether it had to be assigned. */
async function assignToPartner(
  tx: Transaction,
  customerId: string,
  profileId: string,
  caller: Caller,
): Promise<boolean> {
  const scope = { kind: 'partner' as const, id: caller.organizationId }
  const others = await assignedTo(tx, customerId, scope)
  if (others.some((other) => other.profileId === profileId)) return false
  await insertAssignment(tx, {
    id: uuidv7(),
    organizationId: customerId,
    profileId,
    scopeKind: scope.kind,
    scopeId: scope.id,
    priority: freePriority(others),
    createdBy: caller.actor,
    createdByName: caller.name,
  })
  return true
}
