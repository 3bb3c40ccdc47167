import type { Profile } from '@maestro/contract'
import type { Draft, DraftValue } from '@/features/configuration/draft'

/** The version that somebody began to edit from. */
export type ProfileBase = Pick<Profile, 'version' | 'values' | 'locked'>

export interface ProfileDraft {
  readonly base: ProfileBase
  /** What differs from the base; null takes a value out. */
  readonly changes: Draft
  readonly locked: readonly string[]
}

export interface ProfileDifference {
  readonly key: string
  readonly before: DraftValue
  readonly after: DraftValue
  readonly lockedBefore: boolean
  readonly lockedAfter: boolean
}

export const baseOf = ({ version, values, locked }: ProfileBase): ProfileBase => ({ version, values, locked })
export const untouched = (base: ProfileBase): ProfileDraft => ({ base, changes: {}, locked: base.locked })

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)

/** What the profile would hold. */
export function valuesOf({ base, changes }: ProfileDraft): Record<string, Exclude<DraftValue, null>> {
  const merged: Record<string, DraftValue> = { ...base.values, ...changes }
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, Exclude<DraftValue, null>] => entry[1] !== null),
  )
}

export function withValue(draft: ProfileDraft, key: string, value: DraftValue): ProfileDraft {
  const { [key]: _, ...others } = draft.changes
  const known = draft.base.values[key]
  const unchanged = value === null ? known === undefined : same(known, value)
  return {
    ...draft,
    changes: unchanged ? others : { ...others, [key]: value },
    locked: value === null ? draft.locked.filter((one) => one !== key) : draft.locked,
  }
}

export function withLock(draft: ProfileDraft, key: string, locked: boolean): ProfileDraft {
  const others = draft.locked.filter((one) => one !== key)
  return { ...draft, locked: locked ? [...others, key].sort() : others }
}

/** The draft that leads from its base to exactly these values and locks. */
export function leadingTo(base: ProfileBase, values: Draft, locked: readonly string[]): ProfileDraft {
  const keys = [...new Set([...Object.keys(base.values), ...Object.keys(values)])]
  const changes = keys
    .map((key) => [key, values[key] ?? null] as const)
    .filter(([key, value]) => !same(base.values[key] ?? null, value))
  return { base, changes: Object.fromEntries(changes), locked: [...locked].sort() }
}

export function differencesOf({ base, changes, locked }: ProfileDraft): ProfileDifference[] {
  const keys = new Set([...Object.keys(changes), ...base.locked, ...locked])
  return [...keys]
    .sort()
    .map((key) => ({
      key,
      before: (base.values[key] ?? null) as DraftValue,
      after: (changes[key] === undefined ? (base.values[key] ?? null) : changes[key]) as DraftValue,
      lockedBefore: base.locked.includes(key),
      lockedAfter: locked.includes(key),
    }))
    .filter((one) => changes[one.key] !== undefined || one.lockedBefore !== one.lockedAfter)
}
