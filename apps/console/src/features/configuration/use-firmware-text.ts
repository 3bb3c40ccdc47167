'use client'

import { useCallback } from 'react'
import { useWords } from '@/words/words-provider'

interface Bounds {
  since?: string | undefined
  until?: string | undefined
}

/** On which firmware something exists, as people read it; null: on every one. */
export function useFirmwareText() {
  const { t } = useWords()
  return useCallback(
    ({ since, until }: Bounds): string | null => {
      if (since && until) return t('firmware.between', { since, until })
      if (since) return t('firmware.since', { since })
      return until ? t('firmware.until', { until }) : null
    },
    [t],
  )
}
