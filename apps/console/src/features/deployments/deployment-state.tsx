'use client'

import type { Deployment } from '@maestro/contract'
import { Ban, CalendarClock, CircleStop, FilePen, LoaderCircle, Pause, Send, UserCheck } from 'lucide-react'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

type Look = { tone: Tone; icon?: typeof Send; moving?: boolean }

const looks: Record<Deployment['state'], Look> = {
  preparing: { tone: 'info', icon: LoaderCircle, moving: true },
  draft: { tone: 'off', icon: FilePen },
  'awaiting-approval': { tone: 'warn', icon: UserCheck },
  scheduled: { tone: 'info', icon: CalendarClock },
  running: { tone: 'info', icon: Send, moving: true },
  paused: { tone: 'warn', icon: Pause },
  stopped: { tone: 'warn', icon: CircleStop },
  finished: { tone: 'ok' },
  cancelled: { tone: 'off', icon: Ban },
}

export function DeploymentState({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  if (deployment.state === 'finished' && (deployment.counts.failed ?? 0) > 0) {
    return <Status tone="warn">{t('deployments.finishedWithFailures')}</Status>
  }
  return <Status {...looks[deployment.state]}>{t(`deployments.state.${deployment.state}`)}</Status>
}
