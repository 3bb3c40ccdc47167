'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

export function useDraftActs(deployment: Deployment) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const start = useMutation({
    mutationFn: (body: { previewHash: string; emergency: boolean }) =>
      call('POST /organizations/{organizationId}/deployments/{deploymentId}/start', { params, body }),
    onSuccess: (next) => toast.success(next.state === 'awaiting-approval' ? t('prepare.asked') : t('prepare.started')),
  })
  const discard = useMutation({
    mutationFn: () => call('DELETE /organizations/{organizationId}/deployments/{deploymentId}', { params }),
    onSuccess: () => {
      router.push(href('/deployments'))
      toast.success(t('prepare.discarded'))
    },
    onError: (error) => toast.error(sentence(error)),
  })
  return { start, discard }
}
