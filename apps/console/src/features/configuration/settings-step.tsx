'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { useMemo, useState } from 'react'
import { Choice, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import type { Draft, DraftValue } from './draft'
import type { SettingGroup } from './setting-catalogue'
import { SettingRow } from './setting-row'

interface SettingsStepProps {
  groups: readonly SettingGroup[]
  effective: DeviceConfiguration
  features: readonly string[]
  draft: Draft
  errors: ReadonlyMap<string, string>
  onChange(key: string, value: DraftValue): void
  onUndo(key: string): void
}

/** Every setting that the model has on the device's firmware, by group, found by name, key or meaning. */
export function SettingsStep(props: SettingsStepProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState(() => props.groups.find((one) => one.key === 'display')?.key ?? 'all')
  const wanted = search.trim().toLowerCase()
  const shown = useMemo(
    () =>
      props.groups
        .filter((one) => wanted !== '' || group === 'all' || one.key === group)
        .map((one) => ({
          ...one,
          settings: one.settings.filter((setting) =>
            `${setting.key} ${setting.name} ${setting.description}`.toLowerCase().includes(wanted),
          ),
        }))
        .filter((one) => one.settings.length > 0),
    [props.groups, wanted, group],
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="sticky top-0 z-10 grid gap-2 bg-raised pb-2 sm:grid-cols-2">
        <Input
          type="search"
          aria-label={t('configuration.search')}
          placeholder={t('configuration.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Choice
          aria-label={t('configure.group')}
          value={group}
          onChange={(event) => {
            setGroup(event.target.value as typeof group)
            setSearch('')
          }}
        >
          <option value="all">{t('configure.allGroups')}</option>
          {props.groups.map((one) => (
            <option key={one.key} value={one.key}>
              {one.name}
            </option>
          ))}
        </Choice>
      </div>
      {shown.length === 0 && <p className="py-6 text-13 text-muted">{t('configuration.noMatch', { query: search })}</p>}
      {shown.map((one) => (
        <Group key={one.key} group={one} {...props} />
      ))}
    </div>
  )
}

function Group({
  group,
  effective,
  features,
  draft,
  errors,
  onChange,
  onUndo,
}: SettingsStepProps & { group: SettingGroup }) {
  const values = useMemo(() => new Map(effective.values.map((value) => [value.key, value])), [effective])
  return (
    <section aria-label={group.name}>
      <h3 className="pb-1 text-12 font-medium text-faint">{group.name}</h3>
      <ul>
        {group.settings.map((setting) => {
          const drafted = draft[setting.key]
          return (
            <SettingRow
              key={setting.key}
              setting={setting}
              effective={values.get(setting.key)}
              features={features}
              firmwareKnown={Boolean(effective.firmware)}
              drafted={drafted === undefined ? null : { value: drafted }}
              error={errors.get(setting.key)}
              onChange={(value) => onChange(setting.key, value)}
              onUndo={() => onUndo(setting.key)}
            />
          )
        })}
      </ul>
    </section>
  )
}
