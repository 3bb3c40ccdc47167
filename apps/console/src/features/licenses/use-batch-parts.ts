'use client'

import type { LicenseBatch } from '@maestro/contract'
import type { BarPart } from '@/ui/bar'
import { useWords } from '@/words/words-provider'

/** What became of the devices of a batch: changed, left out and worth a look, left as they were. */
export function useBatchParts(): (batch: LicenseBatch) => readonly BarPart[] {
  const { t } = useWords()
  return ({ action, done, results }) => {
    const changed = (results.activated ?? 0) + (results.released ?? 0)
    const short = (results['no-units'] ?? 0) + (results['kept-by-rule'] ?? 0)
    return [
      { tone: 'ok', count: changed, label: t(`licenseMany.done.${action}`) },
      { tone: 'warn', count: short, label: t('licenseMany.done.short') },
      { tone: 'off', count: done - changed - short, label: t('licenseMany.done.unchanged') },
    ]
  }
}
