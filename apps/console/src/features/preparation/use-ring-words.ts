'use client'

import { useMemo } from 'react'
import { useWords } from '@/words/words-provider'
import type { RingWords } from './plan'

export function useRingWords(): RingWords {
  const { t } = useWords()
  return useMemo(
    () => ({ everybody: t('ring.everybody'), pilot: t('ring.pilot'), early: t('ring.early'), rest: t('ring.rest') }),
    [t],
  )
}
