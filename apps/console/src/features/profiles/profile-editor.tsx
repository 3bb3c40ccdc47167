'use client'

import type { Profile } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Segments } from '@/ui/segments'
import { Skeleton, SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { BehindNote } from './behind-note'
import { ProfileForm } from './profile-form'
import { SaveBar } from './save-bar'
import { useProfileCheck } from './use-profile-check'
import { useProfileDraft } from './use-profile-draft'
import { type ProfileSettings, useProfileSettings } from './use-profile-settings'

const ProfileText = dynamic(() => import('./profile-text'), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
})

const ways = ['form', 'yaml', 'json'] as const
const address = { edit: oneOf(ways, 'form') }

export function ProfileEditor({ profile }: { profile: Profile }) {
  const settings = useProfileSettings()
  return settings ? <Editor profile={profile} settings={settings} /> : <SkeletonRows />
}

/** The values of a profile, as a form or as text; going from one to the other keeps what was changed. */
function Editor({ profile, settings }: { profile: Profile; settings: ProfileSettings }) {
  const { t } = useWords()
  const { may } = useSession()
  const [{ edit }, setAddress] = useAddress(address)
  const [unreadable, setUnreadable] = useState(false)
  const isSecret = useCallback((key: string) => settings.find(key)?.secret ?? false, [settings])
  const editing = useProfileDraft(profile, isSecret)
  const check = useProfileCheck(profile.id, editing.draft, isSecret)
  const lacking = check.lacking.filter((one) => !check.errors.has(one.key)).map((one) => one.key)
  const editable = may('configuration.manage') && !profile.archivedAt && profile.origin === null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {editing.behind && <BehindNote profile={profile} editing={editing} settings={settings} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments
          label={t('profile.edit.how')}
          value={edit}
          onChange={(next) => setAddress({ edit: next })}
          options={ways.map((value) => ({
            value,
            label: t(`profile.edit.${value}`),
            disabled: unreadable && value !== edit,
          }))}
        />
        {lacking.length > 0 && (
          <p className="text-12 text-muted">{t('profile.lacking', { keys: lacking.join(', ') })}</p>
        )}
      </div>
      {edit === 'form' ? (
        <ProfileForm settings={settings} editing={editing} errors={check.errors} editable={editable} />
      ) : (
        <ProfileText
          key={edit}
          format={edit}
          editing={editing}
          errors={check.errors}
          editable={editable}
          isSecret={isSecret}
          onUnreadable={setUnreadable}
        />
      )}
      {editable && (
        <SaveBar
          profile={profile}
          editing={editing}
          settings={settings}
          mistakes={check.errors.size + Number(unreadable)}
        />
      )}
    </div>
  )
}
