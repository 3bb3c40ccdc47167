'use client'

import type { BatchExpectation, BatchResult } from '@maestro/contract'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

/** In the order in which they are shown. */
export const expectations = [
  'gets',
  'releases',
  'already-active',
  'not-active',
  'model-cannot',
  'no-units',
  'kept-by-rule',
  'retired',
] as const satisfies readonly BatchExpectation[]

export const batchResults = [
  'activated',
  'released',
  'already-active',
  'not-active',
  'model-cannot',
  'no-units',
  'kept-by-rule',
  'retired',
  'cancelled',
] as const satisfies readonly BatchResult[]

const tones: Record<BatchExpectation | BatchResult, Tone> = {
  gets: 'info',
  releases: 'info',
  activated: 'ok',
  released: 'ok',
  'already-active': 'off',
  'not-active': 'off',
  'model-cannot': 'bad',
  'no-units': 'warn',
  'kept-by-rule': 'warn',
  retired: 'off',
  cancelled: 'off',
}

export const needsAttention = (outcome: BatchExpectation | BatchResult) =>
  tones[outcome] === 'bad' || tones[outcome] === 'warn'

/** What a batch does with a device, or did. */
export function BatchOutcome({ outcome }: { outcome: BatchExpectation | BatchResult }) {
  const { t } = useWords()
  return <Status tone={tones[outcome]}>{t(`licenseMany.outcome.${outcome}`)}</Status>
}
