'use client'

import type { DeviceReplacement } from '@maestro/contract'
import { ArrowRight, CircleMinus, RotateCw } from 'lucide-react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { PlannedChanges } from '@/features/preparation/planned-changes'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { inARow, PreviewLine } from './preview-line'

/** What the new device takes over, what it cannot take, and what stays with the old one. */
export function ReplacePreview({ preview }: { preview: DeviceReplacement }) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <TheTwo preview={preview} />
      <section>
        <h3 className="mb-1 text-13 font-semibold">{t('replace.moves')}</h3>
        <Moves preview={preview} />
      </section>
      <LeftOver preview={preview} />
      <Different preview={preview} />
      <p className="rounded-md bg-off-soft px-3 py-2 text-13">{t('replace.stays', { serial: preview.old.serial })}</p>
      {preview.unconfirmed && (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">{t('replace.unconfirmed')}</p>
      )}
    </div>
  )
}

function TheTwo({ preview: { old, new: next } }: { preview: DeviceReplacement }) {
  const { t } = useWords()
  const { modelName } = useCatalogue()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line px-4 py-3">
      {[old, next].map((one, index) => (
        <div key={one.serial} className="flex items-center gap-4">
          {index > 0 && <ArrowRight size={16} aria-hidden className="text-faint" />}
          <div>
            <div className="text-12 text-muted">{t(index === 0 ? 'replace.old' : 'replace.next')}</div>
            <div className="mono text-13 font-medium">{one.serial}</div>
            <div className="text-12 text-muted">{modelName(one.modelKey)}</div>
          </div>
        </div>
      ))}
    </div>
  )
}

function Moves({ preview }: { preview: DeviceReplacement }) {
  const { t } = useWords()
  const { featureName, modeName } = useCatalogue()
  const nameOf = useChangeName()
  const { old, room, assetTag, settings, profiles, groups, registration } = preview
  const moving = preview.licenses.filter((one) => one.outcome === 'moves').map((one) => featureName(one.featureKey))
  return (
    <dl className="divide-y divide-line text-13">
      <PreviewLine name={t('device.name')} value={old.name} />
      <PreviewLine name={t('device.room')} value={room?.name ?? null} />
      <PreviewLine name={t('device.assetTag')} value={assetTag} />
      <PreviewLine name={t('replace.licenses')} value={inARow(moving)} />
      <PreviewLine name={t('replace.settings')} value={inARow(settings.taken.map(nameOf))} />
      <PreviewLine name={t('replace.profiles')} value={inARow(profiles.map((one) => one.name))} />
      <PreviewLine name={t('replace.groups')} value={inARow(groups.map((one) => one.name))} />
      <PreviewLine
        name={t('device.registration')}
        value={registration && [modeName(registration.mode), registration.target].filter(Boolean).join(' · ')}
      />
    </dl>
  )
}

/** Settings that come with the place, its profiles and its licences. */
function Different({ preview: { settings, restart } }: { preview: DeviceReplacement }) {
  const { t } = useWords()
  if (settings.changes.length === 0) return null
  return (
    <section>
      <h3 className="mb-1.5 text-13 font-semibold">{t('replace.different')}</h3>
      <PlannedChanges changes={settings.changes} first={8} />
      {restart && (
        <p className="mt-1.5">
          <Status tone="warn" icon={RotateCw}>
            {t('preview.restart')}
          </Status>
        </p>
      )}
    </section>
  )
}

function LeftOver({ preview }: { preview: DeviceReplacement }) {
  const { t } = useWords()
  const { featureName, modelName } = useCatalogue()
  const nameOf = useChangeName()
  const model = modelName(preview.new.modelKey)
  const lines = [
    ...preview.licenses.flatMap(({ featureKey, outcome }) =>
      outcome === 'moves' ? [] : [t(`replace.license.${outcome}`, { feature: featureName(featureKey), model })],
    ),
    ...preview.settings.leftOut.map((key) => t('replace.setting.leftOut', { setting: nameOf(key), model })),
  ]
  if (lines.length === 0) return null
  return (
    <section>
      <h3 className="mb-1.5 text-13 font-semibold">{t('replace.leftOver')}</h3>
      <ul className="grid gap-1.5 text-13">
        {lines.map((line) => (
          <li key={line} className="flex gap-2 text-warn">
            <CircleMinus size={14} aria-hidden className="mt-0.5 shrink-0" />
            {line}
          </li>
        ))}
      </ul>
    </section>
  )
}
