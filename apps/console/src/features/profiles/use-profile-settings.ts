'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWords } from '@/words/words-provider'
import type { ProfileSetting, ProfileSettingGroup } from './profile-catalogue'

export interface ProfileSettings {
  readonly groups: readonly ProfileSettingGroup[]
  find(key: string): ProfileSetting | null
}

/** What the catalogue knows of settings of any model; undefined for the moment it takes to load. */
export function useProfileSettings(): ProfileSettings | undefined {
  const { language } = useWords()
  const loaded = useQuery({
    queryKey: ['settings of any model', language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const catalogue = await import('./profile-catalogue')
      return { groups: catalogue.profileSettings(language), find: catalogue.findProfileSetting }
    },
  }).data
  return useMemo(() => {
    if (!loaded) return undefined
    const known = new Map<string, ProfileSetting | null>()
    const find = (key: string) => {
      if (!known.has(key)) known.set(key, loaded.find(key, language))
      return known.get(key) ?? null
    }
    return { groups: loaded.groups, find }
  }, [loaded, language])
}
