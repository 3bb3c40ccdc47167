'use client'

import { clsx } from 'clsx'
import { Lock, LockOpen, X } from 'lucide-react'
import type { DraftValue } from '@/features/configuration/draft'
import { SettingControl } from '@/features/configuration/setting-control'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import { AboutSetting } from './about-setting'
import type { ProfileSetting } from './profile-catalogue'
import type { ProfileEditing } from './use-profile-draft'

interface ProfileSettingRowProps {
  setting: ProfileSetting
  editing: ProfileEditing
  errors: ReadonlyMap<string, string>
  editable: boolean
}

/** One setting of a profile: what it means, its value, its lock, and the way to leave it out. */
export function ProfileSettingRow({ setting, editing, errors, editable }: ProfileSettingRowProps) {
  const { t } = useWords()
  const { key } = setting
  const id = `about-${key}`
  const value = (editing.values[key] ?? null) as DraftValue
  const changed = editing.differences.some((one) => one.key === key)
  const secretKept = setting.secret && value !== null && editing.draft.changes[key] === undefined
  const error = errors.get(key)
  return (
    <li
      data-setting={key}
      className={clsx(
        'grid gap-x-6 gap-y-2 border-b border-line py-3 md:grid-cols-[minmax(0,1fr)_250px_220px]',
        changed && '-mx-2 rounded-md bg-accent-soft/50 px-2',
      )}
    >
      <AboutSetting id={id} setting={setting} />
      <div className="grid content-start gap-1">
        <SettingControl
          setting={setting}
          value={secretKept ? null : value}
          features={[]}
          disabled={!editable}
          describedBy={id}
          onChange={(next) => editing.set(key, next)}
        />
        {secretKept && <p className="text-12 text-muted">{t('profile.secretSet')}</p>}
        {error && (
          <p role="alert" className="text-12 text-bad">
            {error}
          </p>
        )}
      </div>
      <div className="flex flex-wrap content-start items-center gap-1">
        {value === null ? (
          <span className="py-1 text-12 text-faint">{t('profile.notSet')}</span>
        ) : (
          <>
            <LockToggle setting={setting} editing={editing} editable={editable} />
            {editable && (
              <Button
                look="ghost"
                size="small"
                icon={<X size={13} aria-hidden />}
                onClick={() => editing.set(key, null)}
              >
                {t('profile.take')}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  )
}

function LockToggle({ setting, editing, editable }: Omit<ProfileSettingRowProps, 'errors'>) {
  const { t } = useWords()
  const { may } = useSession()
  const locked = editing.draft.locked.includes(setting.key)
  const allowed = editable && may('configuration.lock')
  const Icon = locked ? Lock : LockOpen
  return (
    <button
      type="button"
      aria-pressed={locked}
      aria-label={t('profile.lock.of', { setting: setting.name })}
      title={allowed ? t('profile.lock.hint') : t('profile.lock.noRight')}
      disabled={!allowed}
      onClick={() => editing.lock(setting.key, !locked)}
      className={clsx(
        'inline-flex h-7 items-center gap-1.5 rounded-[7px] px-2 text-12 font-medium disabled:opacity-70',
        locked ? 'bg-info-soft text-info' : 'text-muted enabled:hover:bg-off-soft enabled:hover:text-text',
      )}
    >
      <Icon size={13} aria-hidden />
      {locked ? t('profile.locked') : t('profile.lock')}
    </button>
  )
}
