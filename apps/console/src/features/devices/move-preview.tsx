'use client'

import type { Device, DeviceMove } from '@maestro/contract'
import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'
import { inARow, PreviewLine } from './preview-line'

/** From where to where, what comes along, what ends, and what stays behind. */
export function MovePreview({ device, preview }: { device: Device; preview: DeviceMove }) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <FromTo preview={preview} />
      <Part title={t('move.comes')}>
        <p className="text-13">{t('move.comes.body')}</p>
      </Part>
      <Part title={t('move.ends')}>
        <Ends preview={preview} />
      </Part>
      <Part title={t('move.stays')}>
        <Stays preview={preview} />
      </Part>
      <p className="rounded-md bg-off-soft px-3 py-2 text-13">
        {t(preview.enrols ? 'move.reset' : 'move.recorded')} {t('move.back.again')}
      </p>
      {device.inCall && <Warning>{t('move.inCall')}</Warning>}
      {preview.unconfirmed && <Warning>{t('move.unconfirmed')}</Warning>}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-13 font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return <p className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">{children}</p>
}

function FromTo({ preview: { to } }: { preview: DeviceMove }) {
  const { t } = useWords()
  const { organization } = useSession()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line px-4 py-3">
      {[organization, to].map((one, index) => (
        <div key={one.id} className="flex min-w-0 items-center gap-4">
          {index > 0 && <ArrowRight size={16} aria-hidden className="shrink-0 text-faint" />}
          <div className="min-w-0">
            <div className="text-12 text-muted">{t(index === 0 ? 'move.from' : 'move.into')}</div>
            <div className="text-13 font-medium [overflow-wrap:anywhere]">{one.name}</div>
          </div>
        </div>
      ))}
    </div>
  )
}

function Ends({ preview: { deployments, licenses, to } }: { preview: DeviceMove }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const features = inARow(licenses.map((one) => featureName(one.featureKey)))
  return (
    <dl className="divide-y divide-line text-13">
      <PreviewLine name={t('move.deployments')} value={inARow(deployments.map((one) => one.title))} />
      <PreviewLine
        name={t('move.licenses')}
        value={
          features && (
            <>
              {features}
              <span className="block text-12 text-muted">{t('move.unitsFree', { organization: to.name })}</span>
            </>
          )
        }
      />
    </dl>
  )
}

function Stays({ preview }: { preview: DeviceMove }) {
  const { t } = useWords()
  const { modeName } = useCatalogue()
  const nameOf = useChangeName()
  const { room, assetTag, settings, profiles, groups, registration } = preview
  return (
    <dl className="divide-y divide-line text-13">
      <PreviewLine name={t('device.room')} value={room?.name ?? null} />
      <PreviewLine name={t('device.assetTag')} value={assetTag} />
      <PreviewLine name={t('replace.settings')} value={inARow(settings.map(nameOf))} />
      <PreviewLine name={t('replace.profiles')} value={inARow(profiles.map((one) => one.name))} />
      <PreviewLine name={t('replace.groups')} value={inARow(groups.map((one) => one.name))} />
      <PreviewLine
        name={t('device.registration')}
        value={registration && [modeName(registration.mode), registration.target].filter(Boolean).join(' · ')}
      />
      <PreviewLine name={t('move.history')} value={t('move.history.all')} />
    </dl>
  )
}
