import type { Member } from '@maestro/contract'
import { isRole } from '@maestro/domain'

export type MemberRow = {
  readonly personId: string
  readonly role: string
  readonly version: number
  readonly createdAt: Date
  readonly person: { readonly name: string; readonly email: string }
}

export function showMember(row: MemberRow): Member {
  const { personId, role, version, person } = row
  if (!isRole(role)) throw new Error(`There is no role "${role}".`)
  return { personId, name: person.name, email: person.email, role, since: row.createdAt.toISOString(), version }
}
