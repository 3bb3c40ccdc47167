'use client'

import { Lock, LockOpen } from 'lucide-react'
import { useValueText } from '@/features/configuration/use-value-text'
import { Diff } from '@/ui/diff'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import type { ProfileDifference } from './profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface DifferenceTableProps {
  label: string
  differences: readonly ProfileDifference[]
  settings: ProfileSettings
}

/** Settings before and after, with locks that were set or lifted. */
export function DifferenceTable({ label, differences, settings }: DifferenceTableProps) {
  const { t } = useWords()
  return (
    <table aria-label={label} className="w-full text-13">
      <thead>
        <tr className="border-b border-line text-left text-12 text-faint">
          <th className="pb-1.5 font-medium">{t('preview.setting')}</th>
          <th className="pb-1.5 font-medium">{t('preview.change')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.key} className="border-b border-line align-top">
            <td className="py-2 pr-4">
              {settings.find(difference.key)?.name}
              <span className="mono block text-faint [overflow-wrap:anywhere]">{difference.key}</span>
            </td>
            <td className="py-2">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <ValueChange difference={difference} settings={settings} />
                <LockChange difference={difference} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ValueChange({ difference, settings }: { difference: ProfileDifference; settings: ProfileSettings }) {
  const { t } = useWords()
  const text = useValueText()
  const setting = settings.find(difference.key)
  const same = JSON.stringify(difference.before) === JSON.stringify(difference.after)
  const shown = (value: ProfileDifference['before']) => {
    if (value === null) return t('profile.notSet')
    return setting?.secret ? t('configuration.secret') : text(value, setting?.unit)
  }
  if (same) return <span className="mono text-muted">{shown(difference.after)}</span>
  return <Diff before={shown(difference.before)} after={shown(difference.after)} />
}

function LockChange({ difference }: { difference: ProfileDifference }) {
  const { t } = useWords()
  if (difference.lockedBefore === difference.lockedAfter) return null
  const Icon = difference.lockedAfter ? Lock : LockOpen
  return (
    <Tag tone={difference.lockedAfter ? 'info' : 'warn'}>
      <Icon size={11} aria-hidden className="mr-1" />
      {difference.lockedAfter ? t('profile.lockSet') : t('profile.lockLifted')}
    </Tag>
  )
}
