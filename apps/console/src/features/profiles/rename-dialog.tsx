'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { NameDialog } from './name-dialog'

export default function RenameDialog({ profile, onClose }: { profile: Profile; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), profileId: profile.id }
  const rename = useMutation({
    mutationFn: (body: { name: string; description: string }) =>
      call('PATCH /organizations/{organizationId}/profiles/{profileId}', { params, version: profile.version, body }),
    onSuccess: () => {
      toast.success(t('profile.saved.plain'))
      onClose()
    },
  })
  return (
    <NameDialog
      title={t('profile.rename.title', { name: profile.name })}
      submit={t('ui.save')}
      name={profile.name}
      description={profile.description}
      busy={rename.isPending}
      error={rename.error}
      onClose={onClose}
      onSubmit={rename.mutate}
    />
  )
}
