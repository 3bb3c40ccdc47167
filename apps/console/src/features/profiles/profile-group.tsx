'use client'

import { parseSettingKey, settingKeyAt } from '@maestro/domain'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import type { ProfileSetting, ProfileSettingGroup } from './profile-catalogue'
import { ProfileSettingRow } from './profile-setting-row'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface ProfileGroupProps {
  group: ProfileSettingGroup
  settings: ProfileSettings
  editing: ProfileEditing
  errors: ReadonlyMap<string, string>
  editable: boolean
  onlySet: boolean
}

/** What is in the draft or was in its base: what was just taken out stays in sight, with the way back. */
const keysIn = (editing: ProfileEditing) => [
  ...new Set([...Object.keys(editing.values), ...Object.keys(editing.draft.base.values)]),
]

export function ProfileGroup({ group, ...props }: ProfileGroupProps) {
  const used = keysIn(props.editing)
  const rows = group.settings.flatMap((setting) =>
    setting.indexes
      ? [<IndexedSetting key={setting.key} setting={setting} used={used} {...props} />]
      : !props.onlySet || used.includes(setting.key)
        ? [<ProfileSettingRow key={setting.key} setting={setting} {...props} />]
        : [],
  )
  const templates = new Set(used.map((key) => parseSettingKey(key).template))
  if (props.onlySet && !group.settings.some((setting) => templates.has(setting.key))) return null
  return (
    <section aria-label={group.name}>
      <h2 className="border-b border-line pb-1 text-12 font-medium text-faint">{group.name}</h2>
      <ul>{rows}</ul>
    </section>
  )
}

interface IndexedSettingProps extends Omit<ProfileGroupProps, 'group'> {
  setting: ProfileSetting
  used: readonly string[]
}

/** A setting that exists several times, such as one for each screen: those in use, and a way to the next. */
function IndexedSetting({ setting, used, ...props }: IndexedSettingProps) {
  const { t } = useWords()
  const [added, setAdded] = useState<readonly number[]>([])
  const { from, to } = setting.indexes ?? { from: 1, to: 0 }
  const all = Array.from({ length: to - from + 1 }, (_, offset) => from + offset)
  const shown = all.filter((index) => added.includes(index) || used.includes(settingKeyAt(setting.key, index)))
  const next = all.find((index) => !shown.includes(index))
  return (
    <>
      {shown.map((index) => {
        const known = props.settings.find(settingKeyAt(setting.key, index))
        return known && <ProfileSettingRow key={index} setting={known} {...props} />
      })}
      {!props.onlySet && props.editable && next !== undefined && (
        <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5">
          <span className="min-w-0 flex-1 text-13">
            <span className="font-medium">{setting.name}</span>
            <span className="block text-12 text-muted">{setting.description}</span>
          </span>
          <Button size="small" icon={<Plus size={13} aria-hidden />} onClick={() => setAdded([...added, next])}>
            {t('profile.addIndex', { key: settingKeyAt(setting.key, next) })}
          </Button>
        </li>
      )}
    </>
  )
}
