'use client'

import type { Profile } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

const SaveDialog = dynamic(() => import('./save-dialog'), { ssr: false })

interface SaveBarProps {
  profile: Profile
  editing: ProfileEditing
  settings: ProfileSettings
  mistakes: number
}

/** What is not saved yet, always in sight. */
export function SaveBar({ profile, editing, settings, mistakes }: SaveBarProps) {
  const { t } = useWords()
  const [saving, setSaving] = useState(false)
  if (!editing.dirty && mistakes === 0) return null
  return (
    <section
      aria-label={t('profile.unsaved', { count: editing.differences.length })}
      className="appear sticky bottom-16 z-20 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised px-3.5 py-2.5 shadow-float md:bottom-4"
    >
      <span aria-live="polite" className="mr-auto flex flex-wrap items-center gap-x-3 text-13">
        {t('profile.unsaved', { count: editing.differences.length })}
        {mistakes > 0 && <Status tone="bad">{t('profile.unsaved.invalid', { count: mistakes })}</Status>}
      </span>
      <Button look="ghost" onClick={editing.clear}>
        {t('profile.discard')}
      </Button>
      <Button look="go" disabled={!editing.dirty || mistakes > 0} onClick={() => setSaving(true)}>
        {t('profile.save')}
      </Button>
      {saving && (
        <SaveDialog profile={profile} editing={editing} settings={settings} onClose={() => setSaving(false)} />
      )}
    </section>
  )
}
