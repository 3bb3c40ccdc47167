'use client'

import { clsx } from 'clsx'
import { Lock } from 'lucide-react'
import { useId } from 'react'
import { useValueText } from '@/features/configuration/use-value-text'
import { useWords } from '@/words/words-provider'
import type { Conflict } from './conflict'
import type { ProfileSetting } from './profile-catalogue'
import type { ProfileDifference } from './profile-draft'

interface ConflictRowProps {
  conflict: Conflict
  setting: ProfileSetting | null
  /** Undefined where there is nothing to choose. */
  choice: 'mine' | 'theirs' | null | undefined
  onChoose(choice: 'mine' | 'theirs'): void
}

export function ConflictRow({ conflict, setting, choice, onChoose }: ConflictRowProps) {
  const { t } = useWords()
  const name = useId()
  const { was, mine, theirs } = conflict
  return (
    <li className="grid gap-x-4 gap-y-1.5 py-2.5 text-13 sm:grid-cols-[minmax(0,1fr)_repeat(3,150px)]">
      <span className="min-w-0">
        {setting?.name}
        <span className="mono block text-faint [overflow-wrap:anywhere]">{conflict.key}</span>
      </span>
      <Side label={t('conflict.was')} value={was.before} locked={was.lockedBefore} setting={setting} />
      {(['theirs', 'mine'] as const).map((which) => {
        const side = which === 'mine' ? mine : theirs
        const shown = (
          <Side
            label={t(`conflict.take.${which}`)}
            value={side ? side.after : was.before}
            locked={side ? side.lockedAfter : was.lockedBefore}
            setting={setting}
            faint={!side}
          />
        )
        if (choice === undefined) return <div key={which}>{shown}</div>
        return (
          <label
            key={which}
            className={clsx(
              'flex cursor-pointer gap-2 rounded-md border px-2 py-1',
              choice === which ? 'border-accent bg-accent-soft' : 'border-line-strong',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={choice === which}
              onChange={() => onChoose(which)}
              className="accent-[var(--accent)]"
            />
            {shown}
          </label>
        )
      })}
    </li>
  )
}

interface SideProps {
  label: string
  value: ProfileDifference['before']
  locked: boolean
  setting: ProfileSetting | null
  faint?: boolean
}

function Side({ label, value, locked, setting, faint }: SideProps) {
  const { t } = useWords()
  const text = useValueText()
  const shown = value === null ? t('profile.notSet') : setting?.secret ? '••••••' : text(value, setting?.unit)
  return (
    <span className={clsx('min-w-0', faint && 'text-muted')}>
      <span className="block text-12 text-faint">{label}</span>
      <span className="mono inline-flex items-center gap-1 [overflow-wrap:anywhere]">
        {shown}
        {locked && <Lock size={12} aria-label={t('profile.lockSet')} className="shrink-0" />}
      </span>
    </span>
  )
}
