'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWords } from '@/words/words-provider'
import type { KnownSetting, SettingGroup } from './setting-catalogue'

interface Settings {
  groups: readonly SettingGroup[]
  byKey: ReadonlyMap<string, KnownSetting>
}

/** What the catalogue says about a model's settings, on one firmware or on any; undefined for the moment it takes to load. */
export function useSettings(modelKey: string | undefined, firmware: string | null = null): Settings | undefined {
  const { language } = useWords()
  const groups = useQuery({
    queryKey: ['settings of model', modelKey, firmware, language],
    enabled: modelKey !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await import('./setting-catalogue')).settingGroups(modelKey ?? '', firmware, language),
  }).data
  return useMemo(
    () =>
      groups && {
        groups,
        byKey: new Map(groups.flatMap((group) => group.settings.map((setting) => [setting.key, setting]))),
      },
    [groups],
  )
}
