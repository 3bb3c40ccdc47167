'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { call } from '@/api/call'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { NameDialog } from './name-dialog'

export default function CreateProfileDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const params = useOrganizationParams()
  const create = useMutation({
    mutationFn: (body: { name: string; description: string }) =>
      call('POST /organizations/{organizationId}/profiles', { params, body }),
    onSuccess: (profile) => {
      toast.success(t('profile.created', { name: profile.name }))
      router.push(href(`/configuration/profiles/${profile.id}`))
    },
  })
  return (
    <NameDialog
      title={t('profile.add.title')}
      lead={t('profile.add.lead')}
      submit={t('profiles.add')}
      name=""
      description=""
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={create.mutate}
    />
  )
}
