'use client'

import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useFirmwareText } from '@/features/configuration/use-firmware-text'
import { useValueText } from '@/features/configuration/use-value-text'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import type { ProfileSetting } from './profile-catalogue'

/** What a setting means, with its default, range, and what it asks for. */
export function AboutSetting({ id, setting }: { id: string; setting: ProfileSetting }) {
  const { t } = useWords()
  const text = useValueText()
  const firmwareText = useFirmwareText()
  const facts = [
    setting.default !== null && t('configure.default', { value: text(setting.default, setting.unit) }),
    setting.minimum !== null &&
      setting.maximum !== null &&
      t('configure.range', { minimum: setting.minimum, maximum: setting.maximum }),
    setting.models.count < setting.models.all &&
      t('profile.models', { count: setting.models.count, all: setting.models.all }),
    firmwareText(setting.firmware ?? {}),
  ].filter((fact) => fact !== false && fact !== null)
  return (
    <div id={id} className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 font-medium">
        {setting.name}
        {setting.restart && <Tag tone="warn">{t('configure.restarts')}</Tag>}
        <LicenseMark setting={setting} />
        <NarrowMark setting={setting} />
      </div>
      <p className="text-12 text-muted">{setting.description}</p>
      <p className="text-12 text-faint [overflow-wrap:anywhere]">
        <span className="mono">{setting.key}</span>
        {facts.length > 0 && ` · ${facts.join(' · ')}`}
      </p>
    </div>
  )
}

function LicenseMark({ setting }: { setting: ProfileSetting }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const text = useValueText()
  const rule = setting.featureRule
  if (!rule) return null
  const feature = featureName(rule.feature)
  switch (rule.when) {
    case 'set':
      return <Tag tone="info">{t('profile.needs', { feature })}</Tag>
    case 'index':
      return <Tag tone="info">{t('profile.needs.index', { from: rule.from, feature })}</Tag>
    case 'values': {
      const values = rule.values.map((value) => text(value)).join(', ')
      return (
        <Tag tone="info" title={t('profile.needs.values', { values, feature, count: rule.values.length })}>
          {rule.values.length > 1
            ? t('profile.needs', { feature })
            : t('profile.needs.values', { values, feature, count: 1 })}
        </Tag>
      )
    }
  }
}

/** Settings that cannot be set for everybody at once say so before somebody tries. */
function NarrowMark({ setting }: { setting: ProfileSetting }) {
  const { t } = useWords()
  switch (setting.broadestLayer) {
    case 'location':
    case 'room':
    case 'device':
      return <Tag>{t(`profile.narrow.${setting.broadestLayer}`)}</Tag>
    default:
      return null
  }
}
