'use client'

import { findFeature, findModel, REGISTRATION_MODES } from '@maestro/domain'
import { useMemo } from 'react'
import { useWords } from '@/words/words-provider'

/** The catalogue's names in the reader's language; what it does not know is shown by its key. */
export function useCatalogue() {
  const { t, language } = useWords()
  return useMemo(
    () => ({
      modelName: (key: string) => findModel(key)?.name ?? key,
      featureName: (key: string) => findFeature(key)?.name[language] ?? key,
      featureDescription: (key: string) => findFeature(key)?.description[language],
      modeName: (mode: string) => {
        const known = REGISTRATION_MODES.find((one) => one === mode)
        return known ? t(`registration.mode.${known}`) : mode
      },
    }),
    [t, language],
  )
}
