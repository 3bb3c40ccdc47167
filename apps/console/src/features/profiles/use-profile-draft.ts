'use client'

import type { Profile } from '@maestro/contract'
import { useEffect, useState } from 'react'
import type { DraftValue } from '@/features/configuration/draft'
import { baseOf, differencesOf, type ProfileDraft, untouched, valuesOf, withLock, withValue } from './profile-draft'

const keyOf = (profileId: string) => `maestro-profile-draft-${profileId}`

function kept(profile: Profile): ProfileDraft {
  const text = sessionStorage.getItem(keyOf(profile.id))
  return text ? (JSON.parse(text) as ProfileDraft) : untouched(baseOf(profile))
}

/**
 * What a person changed in a profile but has not saved; it survives a reload, but secrets do not. While nothing is
 * changed it follows the profile; from the first change on it holds on to the version it began with.
 */
export function useProfileDraft(profile: Profile, isSecret: (key: string) => boolean) {
  const [draft, setDraft] = useState<ProfileDraft>(() => kept(profile))
  const differences = differencesOf(draft)
  const dirty = differences.length > 0
  const current = dirty ? draft : untouched(baseOf(profile))
  useEffect(() => {
    const key = keyOf(profile.id)
    if (!dirty) {
      sessionStorage.removeItem(key)
      return
    }
    const changes = Object.fromEntries(Object.entries(draft.changes).filter(([one]) => !isSecret(one)))
    sessionStorage.setItem(key, JSON.stringify({ ...draft, changes }))
  }, [profile.id, draft, dirty, isSecret])
  return {
    draft: current,
    differences,
    dirty,
    values: valuesOf(current),
    /** Somebody else saved since the first change. */
    behind: dirty && profile.version > draft.base.version,
    set: (key: string, value: DraftValue) => setDraft(withValue(current, key, value)),
    lock: (key: string, locked: boolean) => setDraft(withLock(current, key, locked)),
    put: setDraft,
    clear: () => setDraft(untouched(baseOf(profile))),
  }
}

export type ProfileEditing = ReturnType<typeof useProfileDraft>
