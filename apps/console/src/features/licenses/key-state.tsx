'use client'

import type { LicenseKey } from '@maestro/contract'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export const keyStates = ['issued', 'redeemed', 'revoked', 'recorded'] as const
const tones: Record<LicenseKey['state'], Tone> = { issued: 'info', redeemed: 'ok', revoked: 'off', recorded: 'ok' }

export function KeyState({ state }: { state: LicenseKey['state'] }) {
  const { t } = useWords()
  return <Status tone={tones[state]}>{t(`licenses.state.${state}`)}</Status>
}
