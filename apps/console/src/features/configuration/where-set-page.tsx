'use client'

import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { ConfigurationFrame } from '@/features/frame/configuration-frame'
import { useProfileSettings } from '@/features/profiles/use-profile-settings'
import { text, useAddress } from '@/ui/address'
import { Field } from '@/ui/field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { useWords } from '@/words/words-provider'
import { SettingPlaces } from './setting-places'

const Combobox = dynamic(() => import('@/ui/combobox').then((module) => module.Combobox), { ssr: false })

const address = { key: text }

/** "Where is this set?" for one setting of the catalogue. */
export function WhereSetPage() {
  const { t } = useWords()
  const [{ key }, setAddress] = useAddress(address)
  const settings = useProfileSettings()
  const options = useMemo(
    () =>
      (settings?.groups ?? [])
        .flatMap((group) => group.settings)
        .flatMap(({ key: template, name, indexes }) =>
          indexes
            ? Array.from({ length: indexes.to - indexes.from + 1 }, (_, offset) => {
                const index = String(indexes.from + offset)
                return { value: template.replace('[n]', `[${index}]`), label: `${name} ${index}` }
              })
            : [{ value: template, label: name }],
        )
        .map((option) => ({ ...option, label: `${option.label} · ${option.value}` })),
    [settings],
  )
  return (
    <ConfigurationFrame>
      <p className="mb-3 text-13 text-muted">{t('where.lead')}</p>
      {settings ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Field label={t('where.setting')} className="max-w-lg">
            {(control) => (
              <Combobox
                {...control}
                label={t('where.setting')}
                options={options}
                value={key || null}
                placeholder={t('configuration.search')}
                onChange={(next) => setAddress({ key: next })}
              />
            )}
          </Field>
          {key ? (
            <SettingPlaces key={key} settingKey={key} setting={settings.find(key)} />
          ) : (
            <Empty title={t('where.choose')}>{t('where.choose.body')}</Empty>
          )}
        </div>
      ) : (
        <SkeletonRows />
      )}
    </ConfigurationFrame>
  )
}
