'use client'

import { useCallback } from 'react'
import { useWords } from '@/words/words-provider'
import { useCatalogue } from './use-catalogue'

const license = 'license.'

/** What a change on a device is about: a setting by its key, a licence by its feature. */
export function useChangeName() {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  return useCallback(
    (key: string): string =>
      key.startsWith(license) ? t('targets.license', { feature: featureName(key.slice(license.length)) }) : key,
    [t, featureName],
  )
}
