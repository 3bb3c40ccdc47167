import type { Identity } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'

/** For what a program with a token does not have: a name, a password, sessions. */
export function requirePerson(identity: Identity): { readonly email: string } {
  if (identity.kind !== 'person') throw new Refused('access.person-needed')
  return { email: (identity.email ?? '').toLowerCase() }
}
