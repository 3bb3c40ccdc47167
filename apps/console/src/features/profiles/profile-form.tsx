'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/ui/button'
import { Choice, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import type { ProfileSettingGroup } from './profile-catalogue'
import { ProfileGroup } from './profile-group'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface ProfileFormProps {
  settings: ProfileSettings
  editing: ProfileEditing
  errors: ReadonlyMap<string, string>
  editable: boolean
}

const matches = (group: ProfileSettingGroup, wanted: string): ProfileSettingGroup => ({
  ...group,
  settings: group.settings.filter((setting) =>
    `${setting.key} ${setting.name} ${setting.description}`.toLowerCase().includes(wanted),
  ),
})

/** Every setting there is, by group; found by name, key or meaning. */
export function ProfileForm(props: ProfileFormProps) {
  const { settings, editing } = props
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState('all')
  const [which, setWhich] = useState<'set' | 'all'>(() =>
    Object.keys(editing.draft.base.values).length > 0 ? 'set' : 'all',
  )
  const wanted = search.trim().toLowerCase()
  const groups = useMemo(
    () =>
      settings.groups
        .filter((one) => wanted !== '' || group === 'all' || one.key === group)
        .map((one) => matches(one, wanted))
        .filter((one) => one.settings.length > 0),
    [settings, wanted, group],
  )
  const nothingSet = Object.keys(editing.values).length === 0
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-full sm:w-64">
          <Input
            type="search"
            aria-label={t('configuration.search')}
            placeholder={t('configuration.search')}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value)
              setWhich('all')
            }}
          />
        </div>
        <div className="w-full sm:w-60">
          <Choice aria-label={t('configure.group')} value={group} onChange={(event) => setGroup(event.target.value)}>
            <option value="all">{t('configure.allGroups')}</option>
            {settings.groups.map((one) => (
              <option key={one.key} value={one.key}>
                {one.name}
              </option>
            ))}
          </Choice>
        </div>
        <Segments<'set' | 'all'>
          label={t('configuration.which')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'set', label: t('profile.onlySet') },
            { value: 'all', label: t('profile.onlySet.all') },
          ]}
        />
      </div>
      <UnknownSettings {...props} />
      {which === 'set' && nothingSet && <p className="py-6 text-13 text-muted">{t('profile.nothingSet')}</p>}
      {wanted !== '' && groups.length === 0 && (
        <p className="py-6 text-13 text-muted">{t('configuration.noMatch', { query: search })}</p>
      )}
      {groups.map((one) => (
        <ProfileGroup key={one.key} group={one} onlySet={which === 'set'} {...props} />
      ))}
    </div>
  )
}

/** What was written as text and is no setting has no row: it is named here, with the way to take it out. */
function UnknownSettings({ settings, editing, errors }: ProfileFormProps) {
  const { t } = useWords()
  const unknown = Object.keys(editing.values).filter((key) => settings.find(key) === null)
  if (unknown.length === 0) return null
  return (
    <ul role="alert" className="grid gap-1 rounded-lg bg-bad-soft px-3.5 py-2.5 text-13 text-bad">
      {unknown.map((key) => (
        <li key={key} className="flex flex-wrap items-center gap-2">
          <span className="mr-auto">{errors.get(key) ?? key}</span>
          <Button look="ghost" size="small" onClick={() => editing.set(key, null)}>
            {t('profile.take')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
