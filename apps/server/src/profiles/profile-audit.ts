import { type ConfigurationInput, differenceWith } from '@maestro/domain'
import type { AuditRecord } from '../audit/audit.js'
import { hideSecret, type Shown, shown } from '../configuration/secrets.js'
import type { ProfileContent } from './profiles.store.js'

type Described = ProfileContent & { readonly name: string; readonly description: string }
type Sides = { before: Record<string, unknown>; after: Record<string, unknown> }

/** What changed, key by key and without secrets (those that were asked for always did); locks, name and description only where they changed. */
export function contentSides(before: ProfileContent, after: ProfileContent, asked: ConfigurationInput): Sides {
  const changes = differenceWith(asked, before.values, after.values)
  const side = (which: 'before' | 'after'): Record<string, Shown> =>
    Object.fromEntries(changes.map((change) => [change.key, shown(hideSecret(change.key, change[which]))]))
  const sides: Sides = { before: side('before'), after: side('after') }
  if (sameKeys(before.locked, after.locked)) return sides
  return { before: { ...sides.before, locked: before.locked }, after: { ...sides.after, locked: after.locked } }
}

export function sidesOf(before: Described, after: Described, asked: ConfigurationInput = {}): Sides {
  const sides = contentSides(before, after, asked)
  for (const field of ['name', 'description'] as const) {
    if (before[field] === after[field]) continue
    sides.before[field] = before[field]
    sides.after[field] = after[field]
  }
  return sides
}

export function profileObject(profile: {
  id: string
  name: string
}): Pick<AuditRecord, 'objectKind' | 'objectId' | 'objectName'> {
  return { objectKind: 'profile', objectId: profile.id, objectName: profile.name }
}

export function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key) => right.includes(key))
}
