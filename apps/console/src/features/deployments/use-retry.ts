'use client'

import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Tries the failed devices of a deployment again. */
export function useRetry(deploymentId: string) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), deploymentId }
  return useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/retry', { params }),
    onSuccess: () => toast.success(t('deployments.retried')),
    onError: (error) => toast.error(sentence(error)),
  })
}
