'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface RestoreDialogProps {
  profile: Profile
  version: number
  onClose(): void
}

export default function RestoreDialog({ profile, version, onClose }: RestoreDialogProps) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), profileId: profile.id }
  const restore = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/profiles/{profileId}/restore', {
        params,
        version: profile.version,
        body: { version },
      }),
    onSuccess: (saved) => {
      toast.success(t('versions.restored', { version, next: saved.version }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('versions.restore.title', { version })}
      body={t('versions.restore.body', { next: profile.version + 1 })}
      submit={t('versions.restore.of', { version })}
      busy={restore.isPending}
      error={restore.error}
      onClose={onClose}
      onConfirm={() => restore.mutate()}
    />
  )
}
