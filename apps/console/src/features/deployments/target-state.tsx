'use client'

import { Ban, CircleDashed, Hourglass, RefreshCw, Send } from 'lucide-react'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const looks = {
  planned: { tone: 'info', icon: CircleDashed, moving: true },
  waiting: { tone: 'info', icon: Hourglass },
  sent: { tone: 'info', icon: Send, moving: true },
  confirmed: { tone: 'ok' },
  failed: { tone: 'bad' },
  superseded: { tone: 'off', icon: RefreshCw },
  cancelled: { tone: 'off', icon: Ban },
} as const satisfies Record<string, { tone: Tone; icon?: typeof Send; moving?: boolean }>

export type TargetStateName = keyof typeof looks
export const targetStates = Object.keys(looks) as TargetStateName[]

export function TargetState({ state }: { state: TargetStateName }) {
  const { t } = useWords()
  return <Status {...looks[state]}>{t(`targets.state.${state}`)}</Status>
}
