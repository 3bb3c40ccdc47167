'use client'

import type { LicensePool } from '@maestro/contract'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export const poolStates = ['valid', 'grace', 'expired', 'suspended', 'revoked', 'not-yet-valid'] as const

const tones: Record<LicensePool['state'], Tone> = {
  valid: 'ok',
  grace: 'warn',
  expired: 'bad',
  suspended: 'warn',
  revoked: 'bad',
  'not-yet-valid': 'info',
}

export function PoolState({ pool }: { pool: LicensePool }) {
  const { t } = useWords()
  return <Status tone={tones[pool.state]}>{t(`pools.state.${pool.state}`)}</Status>
}
