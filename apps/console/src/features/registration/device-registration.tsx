'use client'

import type { Device } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Fact, Facts } from '@/ui/facts'
import { RelativeTime } from '@/ui/relative-time'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

import { useModeWords } from './use-mode-words'

const RecordDialog = dynamic(() => import('./record-dialog'), { ssr: false })

const tones: Readonly<Record<string, Tone>> = { registered: 'ok', failed: 'bad', recorded: 'off', unknown: 'off' }

/** How a device reaches meetings, who said so and when, and what follows from it. */
export function DeviceRegistration({ device }: { device: Device }) {
  const { t, knows } = useWords()
  const { may } = useSession()
  const { modeName } = useCatalogue()
  const { description, consequence } = useModeWords(device.registrationMode)
  const [recording, setRecording] = useState(false)
  const registration = device.registration
  const stateWord = `registration.state.${registration?.state ?? 'unknown'}`
  return (
    <Box
      title={t('registration.title')}
      aside={
        may('registration.manage') &&
        device.state !== 'retired' && (
          <Button size="small" onClick={() => setRecording(true)}>
            {t('registration.record')}
          </Button>
        )
      }
    >
      <Facts>
        <Fact name={t('registration.mode')}>
          <span className="font-medium">{modeName(device.registrationMode)}</span>
          <span className="basis-full text-muted">{description}</span>
        </Fact>
        {registration && (
          <>
            <Fact name={t('registration.state')}>
              <Status tone={tones[registration.state] ?? 'off'}>
                {knows(stateWord) ? (t as (key: typeof stateWord) => string)(stateWord) : registration.state}
              </Status>
              {registration.reason && <span className="text-muted">{registration.reason}</span>}
            </Fact>
            {registration.target && <Fact name={t('registration.target')}>{registration.target}</Fact>}
            {registration.address && (
              <Fact name={t('registration.address')} copy={registration.address}>
                <span className="mono">{registration.address}</span>
              </Fact>
            )}
            <Fact name={t('registration.source')}>
              {registration.source === 'by hand' ? t('registration.source.byHand') : registration.source}
            </Fact>
            <Fact name={t('registration.recordedAt')}>
              <RelativeTime at={registration.recordedAt} />
            </Fact>
          </>
        )}
        {consequence && <Fact name={t('registration.consequence')}>{consequence}</Fact>}
      </Facts>
      {!registration && <p className="mt-3 text-13 text-muted">{t('registration.none')}</p>}
      {recording && <RecordDialog device={device} onClose={() => setRecording(false)} />}
    </Box>
  )
}
