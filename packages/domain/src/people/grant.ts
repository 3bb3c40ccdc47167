import { inOrder, RIGHTS, type Right } from './right.js'
import { type Role, rightsOf } from './role.js'

export const GRANT_WARNING_DAYS = 30

/** A customer's permission for a partner. `to` is the first moment it no longer holds; null is until ended. */
export type Grant = {
  readonly rights: readonly Right[]
  readonly from: Date
  readonly to: Date | null
  readonly endedAt: Date | null
}

export type GrantState = 'not-yet' | 'live' | 'over'

/** What no customer can hand out: a guest would decide about guests, or bring guests of its own. */
const NEVER_GRANTED: readonly Right[] = ['grants.manage', 'customers.view', 'customers.manage', 'organization.manage']

export const GRANTABLE_RIGHTS: readonly Right[] = RIGHTS.filter((right) => !NEVER_GRANTED.includes(right))

/** Of the grant that comes with provisioning a customer: everything but people and retention. */
export const FOUNDING_GRANT_RIGHTS: readonly Right[] = GRANTABLE_RIGHTS.filter(
  (right) => right !== 'people.manage' && right !== 'retention.manage' && right !== 'tokens.manage',
)

export function grantState(grant: Grant, now: Date): GrantState {
  if (grant.endedAt !== null && grant.endedAt <= now) return 'over'
  if (grant.to !== null && grant.to <= now) return 'over'
  return now < grant.from ? 'not-yet' : 'live'
}

/** Within its last 30 days a grant says so. */
export function grantEndsSoon(grant: Grant, now: Date): boolean {
  if (grant.to === null || grantState(grant, now) !== 'live') return false
  return grant.to.getTime() - now.getTime() <= GRANT_WARNING_DAYS * 86_400_000
}

/** What a partner's person may do in the customer: no more than the grant says, and no more than the role. */
export function rightsThrough(grant: Pick<Grant, 'rights'>, role: Role): readonly Right[] {
  const own = rightsOf(role)
  return inOrder(grant.rights.filter((right) => own.includes(right) && !NEVER_GRANTED.includes(right)))
}
