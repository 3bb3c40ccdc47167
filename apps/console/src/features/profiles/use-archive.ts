'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Puts a profile away and takes it back; putting it away can be undone at once. */
export function useArchive(profile: Pick<Profile, 'id' | 'version'>) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), profileId: profile.id }
  const onError = (error: Error) => toast.error(sentence(error))
  const back = useMutation({
    mutationFn: (version: number) =>
      call('POST /organizations/{organizationId}/profiles/{profileId}/unarchive', { params, version }),
    onSuccess: (next) => toast.success(t('profile.unarchived', { name: next.name })),
    onError,
  })
  const away = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/profiles/{profileId}/archive', { params, version: profile.version }),
    onSuccess: (next) =>
      toast.undoable(t('profile.archived', { name: next.name }), t('ui.undo'), () => back.mutate(next.version)),
    onError,
  })
  return {
    archive: () => away.mutate(),
    unarchive: () => back.mutate(profile.version),
    busy: away.isPending || back.isPending,
  }
}
