'use client'

import type { Profile } from '@maestro/contract'
import { Ellipsis, Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { lazy, useState } from 'react'
import { useDeploy } from '@/features/deployments/use-deploy'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { OnDemand } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'
import { useArchive } from './use-archive'

const ProfileMenu = lazy(() => import('./profile-menu'))
const CloneDialog = dynamic(() => import('./clone-dialog'), { ssr: false })
const RenameDialog = dynamic(() => import('./rename-dialog'), { ssr: false })

/** What can be done with a profile as a whole. */
export function ProfileActions({ profile }: { profile: Profile }) {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<'clone' | 'rename' | null>(null)
  const { archive, unarchive, busy } = useArchive(profile)
  const deploy = useDeploy()
  const manages = may('configuration.manage')
  const own = profile.origin === null
  return (
    <>
      {manages && profile.archivedAt && (
        <Button busy={busy} onClick={unarchive}>
          {t('profile.unarchive')}
        </Button>
      )}
      {manages && !profile.archivedAt && (
        <OnDemand
          content={ProfileMenu}
          props={{
            own,
            onClone: () => setOpen('clone'),
            onRename: () => setOpen('rename'),
            onArchive: archive,
          }}
          trigger={
            <Button size="icon" aria-label={t('device.actions')}>
              <Ellipsis size={16} aria-hidden />
            </Button>
          }
        />
      )}
      {may('deployments.manage') && !profile.archivedAt && (
        <Button
          look="go"
          busy={deploy.isPending}
          icon={<Send size={14} aria-hidden />}
          disabled={profile.assignments.length === 0}
          title={profile.assignments.length === 0 ? t('assignments.empty.body') : undefined}
          onClick={() => deploy.mutate({ scope: { profileId: profile.id }, title: profile.name })}
        >
          {t('profile.deploy')}
        </Button>
      )}
      {open === 'clone' && <CloneDialog profile={profile} onClose={() => setOpen(null)} />}
      {open === 'rename' && <RenameDialog profile={profile} onClose={() => setOpen(null)} />}
    </>
  )
}
