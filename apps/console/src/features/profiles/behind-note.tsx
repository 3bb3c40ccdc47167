'use client'

import type { Profile } from '@maestro/contract'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import { ConflictDialog } from './conflict-dialog'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface BehindNoteProps {
  profile: Profile
  editing: ProfileEditing
  settings: ProfileSettings
}

/** Says at once when somebody else saved, not only when it is too late. */
export function BehindNote({ profile, editing, settings }: BehindNoteProps) {
  const { t } = useWords()
  const [comparing, setComparing] = useState(false)
  const versions = useRead('GET /organizations/{organizationId}/profiles/{profileId}/versions', {
    params: { ...useOrganizationParams(), profileId: profile.id },
    query: { limit: 1 },
  })
  const newest = versions.data?.items[0]
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-lg bg-warn-soft px-3.5 py-2.5 text-13">
      <span className="flex-1 text-warn">
        {t('profile.behind', { version: profile.version, name: newest?.changedBy ?? '…' })}
      </span>
      <Button size="small" onClick={() => setComparing(true)}>
        {t('profile.behind.look')}
      </Button>
      {comparing && (
        <ConflictDialog profile={profile} editing={editing} settings={settings} onClose={() => setComparing(false)} />
      )}
    </div>
  )
}
