'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { call } from '@/api/call'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { NameDialog } from './name-dialog'

export default function CloneDialog({ profile, onClose }: { profile: Profile; onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const params = { ...useOrganizationParams(), profileId: profile.id }
  const clone = useMutation({
    mutationFn: (name: string) =>
      call('POST /organizations/{organizationId}/profiles/{profileId}/clone', { params, body: { name } }),
    onSuccess: (copy) => {
      toast.success(t('profile.created', { name: copy.name }))
      onClose()
      router.push(href(`/configuration/profiles/${copy.id}`))
    },
  })
  return (
    <NameDialog
      title={t('profile.clone.title', { name: profile.name })}
      lead={t('profile.clone.lead')}
      submit={t('profile.clone.submit')}
      name={t('profile.clone.name', { name: profile.name })}
      busy={clone.isPending}
      error={clone.error}
      onClose={onClose}
      onSubmit={({ name }) => clone.mutate(name)}
    />
  )
}
