'use client'

import type { Device } from '@maestro/contract'
import Link from 'next/link'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { Fact, Facts } from '@/ui/facts'
import { RelativeTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'
import { reportedFacts } from './reported-facts'
import { retiredCauseOf } from './retire-causes'

/** What is known of a device, to read and to copy. */
export function DeviceFacts({ device, withRoom }: { device: Device; withRoom?: boolean }) {
  const { t } = useWords()
  const { href } = useSession()
  const { modelName } = useCatalogue()
  const { address, mac } = reportedFacts(device.reported)
  const cause = retiredCauseOf(device)
  return (
    <Facts>
      {withRoom && (
        <Fact name={t('device.room')}>
          {device.room ? (
            <Link href={href(`/rooms/${device.room.id}`)} className="text-accent underline-offset-2 hover:underline">
              {device.room.name}
            </Link>
          ) : (
            t('device.noRoom')
          )}
        </Fact>
      )}
      <Fact name={t('device.model')}>
        {device.vendor} {modelName(device.modelKey)}
      </Fact>
      <Fact name={t('device.serial')} copy={device.serial}>
        <span className="mono">{device.serial}</span>
      </Fact>
      <Fact name={t('device.firmware')} copy={device.firmwareVersion}>
        <span className="mono">{device.firmwareVersion ?? '–'}</span>
      </Fact>
      <RegistrationFact device={device} />
      {address && (
        <Fact name={t('device.address')} copy={address}>
          <span className="mono">{address}</span>
        </Fact>
      )}
      {(device.mac ?? mac) && (
        <Fact name={t('device.mac')} copy={device.mac ?? mac}>
          <span className="mono">{device.mac ?? mac}</span>
        </Fact>
      )}
      {device.assetTag && (
        <Fact name={t('device.assetTag')} copy={device.assetTag}>
          <span className="mono">{device.assetTag}</span>
        </Fact>
      )}
      {cause && <Fact name={t('device.retiredAs')}>{t(`device.cause.${cause}`)}</Fact>}
      <Fact name={t('device.management')}>{t(`device.management.${device.management}`)}</Fact>
      {device.management === 'recorded' ? <RecordedFacts device={device} /> : <LinkFacts device={device} />}
    </Facts>
  )
}

function RegistrationFact({ device }: { device: Device }) {
  const { t } = useWords()
  const { modeName } = useCatalogue()
  return (
    <Fact name={t('device.registration')}>
      {modeName(device.registrationMode)}
      {device.registration?.target && <span className="basis-full text-muted">{device.registration.target}</span>}
    </Fact>
  )
}

function RecordedFacts({ device }: { device: Device }) {
  const { t } = useWords()
  return (
    <>
      {device.factsSource && <Fact name={t('device.factsSource')}>{device.factsSource}</Fact>}
      {device.factsAt && (
        <Fact name={t('device.factsAt')}>
          <RelativeTime at={device.factsAt} />
        </Fact>
      )}
    </>
  )
}

function LinkFacts({ device }: { device: Device }) {
  const { t } = useWords()
  return (
    <>
      {device.connectedAt && device.connection === 'online' && (
        <Fact name={t('device.connectedAt')}>
          <RelativeTime at={device.connectedAt} />
          {device.transport && <span className="text-muted">· {device.transport}</span>}
        </Fact>
      )}
      {device.agentVersion && (
        <Fact name={t('device.agent')}>
          <span className="mono">{device.agentVersion}</span>
        </Fact>
      )}
      <Fact name={t('device.lastSeen')}>
        <RelativeTime at={device.connection === 'online' ? new Date().toISOString() : device.lastSeenAt} />
      </Fact>
    </>
  )
}
