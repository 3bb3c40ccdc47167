'use client'

import type { Profile } from '@maestro/contract'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { agreed, conflictsOf, merged } from './conflict'
import { ConflictRow } from './conflict-row'
import { baseOf } from './profile-draft'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface ConflictDialogProps {
  profile: Profile
  editing: ProfileEditing
  settings: ProfileSettings
  onClose(): void
}

/** Two people edited one profile: both versions side by side, setting by setting, and nothing lost. */
export function ConflictDialog({ profile, editing, settings, onClose }: ConflictDialogProps) {
  const { t } = useWords()
  const [choices, setChoices] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const read = useRead('GET /organizations/{organizationId}/profiles/{profileId}', {
    params: { ...useOrganizationParams(), profileId: profile.id },
  })
  const newest = read.data && read.data.version > editing.draft.base.version ? read.data : undefined
  const conflicts = newest ? conflictsOf(editing.draft, newest) : []
  const both = conflicts.filter((one) => one.mine && one.theirs && !agreed(one))
  const parts = [
    { title: t('conflict.both'), rows: both, choosing: true },
    { title: t('conflict.mine'), rows: conflicts.filter((one) => !one.theirs), choosing: false },
    { title: t('conflict.theirs'), rows: conflicts.filter((one) => !one.mine || agreed(one)), choosing: false },
  ]
  const goOn = () => {
    if (!newest) return
    editing.put(merged(editing.draft, baseOf(newest), choices))
    onClose()
  }
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('conflict.title', { name: profile.name })}
      lead={both.length > 0 || !newest ? t('conflict.lead') : t('conflict.none')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" disabled={!newest || both.some((one) => choices[one.key] === undefined)} onClick={goOn}>
            {t('conflict.submit')}
          </Button>
        </>
      }
    >
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!newest && !read.error && <SkeletonRows rows={4} />}
      {parts
        .filter((part) => part.rows.length > 0)
        .map((part) => (
          <section key={part.title} aria-label={part.title} className="mb-5 last:mb-0">
            <h3 className="border-b border-line pb-1.5 text-12 font-medium text-faint">{part.title}</h3>
            <ul className="divide-y divide-line">
              {part.rows.map((conflict) => (
                <ConflictRow
                  key={conflict.key}
                  conflict={conflict}
                  setting={settings.find(conflict.key)}
                  choice={part.choosing ? (choices[conflict.key] ?? null) : undefined}
                  onChoose={(choice) => setChoices({ ...choices, [conflict.key]: choice })}
                />
              ))}
            </ul>
          </section>
        ))}
    </Dialog>
  )
}
