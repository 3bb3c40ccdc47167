'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** What a person can do to a deployment on its way; each says in a toast what it did. */
export function useDeploymentActs(deployment: Deployment) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const onError = (error: Error) => toast.error(sentence(error))
  const pause = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/pause', { params }),
    onSuccess: () => toast.success(t('deployments.paused')),
    onError,
  })
  const resume = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/resume', { params }),
    onSuccess: () => toast.success(t('deployments.resumed')),
    onError,
  })
  const openRing = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/open-ring', { params }),
    onSuccess: () => toast.success(t('ring.opened')),
    onError,
  })
  const rollback = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/rollback', { params }),
    onSuccess: (draft) => {
      toast.success(t('deployments.rollback.prepared'))
      router.push(href(`/deployments/${draft.id}`))
    },
    onError,
  })
  return { pause, resume, openRing, rollback }
}
