'use client'

import { CloudOff, NotebookPen, PhoneCall, Plug } from 'lucide-react'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { problemWord } from './device-problem'

interface DeviceStateProps {
  device: {
    state: string
    management?: string
    connection: string
    inCall: boolean
    problems: readonly string[]
  }
}

/** One dot, one word: what matters most about the device right now. */
export function DeviceState({ device }: DeviceStateProps) {
  const { t } = useWords()
  if (device.state === 'retired') return <Status tone="off">{t('deviceState.retired')}</Status>
  if (device.connection === 'recorded' || device.management === 'recorded') {
    return (
      <Status tone="off" icon={NotebookPen}>
        {t('deviceState.recorded')}
      </Status>
    )
  }
  if (device.state === 'staged') {
    return (
      <Status tone="off" icon={Plug}>
        {t('deviceState.staged')}
      </Status>
    )
  }
  return <Connection device={device} />
}

function Connection({ device }: DeviceStateProps) {
  const { t } = useWords()
  const problem = device.problems.find((code) => code !== 'offline')
  switch (device.connection) {
    case 'online':
      if (device.inCall) {
        return (
          <Status tone="info" icon={PhoneCall}>
            {t('deviceState.in-call')}
          </Status>
        )
      }
      return problem ? (
        <Status tone={problem === 'configuration-failed' ? 'bad' : 'warn'}>{t(problemWord(problem))}</Status>
      ) : (
        <Status tone="ok">{t('deviceState.online')}</Status>
      )
    case 'offline':
      return (
        <Status tone="bad" icon={CloudOff}>
          {t('deviceState.offline')}
        </Status>
      )
    case 'never':
      return <Status tone="off">{t('deviceState.never')}</Status>
    default:
      return <Status tone="off">{t('deviceState.unknown')}</Status>
  }
}
