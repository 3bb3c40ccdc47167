import { deriveKey, type KeyRing } from './key-ring.js'

/** The roles that Maestro's processes log in as. None owns a table or bypasses row-level security. */
export const databaseRoles = ['maestro_app', 'maestro_link', 'maestro_across', 'maestro_auth'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

export function rolePassword(ring: KeyRing, role: DatabaseRole): string {
  return deriveKey(ring, `role:${role}`).toString('base64url')
}

/** The owner's address with the role's name and password instead. */
export function databaseUrlFor(ownerUrl: string, role: DatabaseRole, ring: KeyRing): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(ring, role)
  return url.href
}
