'use client'

import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Brings a partner's profile to customers; one customer's refusal leaves the others alone. */
export function usePublish(profileId: string) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), profileId }
  return useMutation({
    mutationFn: (customerIds: string[]) =>
      call('POST /organizations/{organizationId}/profiles/{profileId}/publish', { params, body: { customerIds } }),
    onSuccess: ({ results }) => {
      const refused = results.filter(({ outcome }) => outcome === 'refused').length
      if (refused > 0) toast.error(t('copies.refused', { count: refused }))
      if (results.length > refused) toast.success(t('copies.published', { count: results.length - refused }))
    },
    onError: (error) => toast.error(sentence(error)),
  })
}

export type PublishResults = NonNullable<ReturnType<typeof usePublish>['data']>['results']
