import type { DraftValue } from '@/features/configuration/draft'
import {
  differencesOf,
  leadingTo,
  type ProfileBase,
  type ProfileDifference,
  type ProfileDraft,
  untouched,
  valuesOf,
  withLock,
  withValue,
} from './profile-draft'

export interface Conflict {
  readonly key: string
  readonly was: ProfileDifference
  /** Undefined where the person did not touch it. */
  readonly mine: ProfileDifference | undefined
  readonly theirs: ProfileDifference | undefined
}

/** What each of two people did to each setting since the version both began with. */
export function conflictsOf(draft: ProfileDraft, theirs: ProfileBase): Conflict[] {
  const mine = new Map(differencesOf(draft).map((one) => [one.key, one]))
  const other = new Map(differencesOf(leadingTo(draft.base, theirs.values, theirs.locked)).map((one) => [one.key, one]))
  return [...new Set([...mine.keys(), ...other.keys()])].sort().map((key) => {
    const [own, their] = [mine.get(key), other.get(key)]
    const was = own ?? their
    if (!was) throw new Error(`Nobody changed ${key}`)
    return { key, was, mine: own, theirs: their }
  })
}

/** Both end with the same value and the same lock. */
export const agreed = ({ mine, theirs }: Conflict) =>
  mine !== undefined &&
  theirs !== undefined &&
  JSON.stringify([mine.after, mine.lockedAfter]) === JSON.stringify([theirs.after, theirs.lockedAfter])

/** The draft on top of the other's version that keeps what was chosen as mine. */
export function merged(
  draft: ProfileDraft,
  theirs: ProfileBase,
  choices: Readonly<Record<string, 'mine' | 'theirs'>>,
): ProfileDraft {
  const values = valuesOf(draft)
  return conflictsOf(draft, theirs)
    .filter(({ key, mine, theirs: other }) => mine && (!other || choices[key] === 'mine'))
    .reduce((next, { key, mine }) => {
      const value: DraftValue = values[key] ?? null
      return withLock(withValue(next, key, value), key, value !== null && (mine?.lockedAfter ?? false))
    }, untouched(theirs))
}
