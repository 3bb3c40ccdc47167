'use client'

import type { DeploymentScope } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { presetRings } from '@/features/preparation/plan'
import { useRingWords } from '@/features/preparation/use-ring-words'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { toast } from '@/ui/toast'

interface Wanted {
  scope: DeploymentScope
  title?: string
}

/** Prepares a deployment and opens its preview; nothing is sent by that. */
export function useDeploy() {
  const { href } = useSession()
  const router = useRouter()
  const sentence = useProblemSentence()
  const params = useOrganizationParams()
  const words = useRingWords()
  return useMutation({
    mutationFn: ({ scope, title }: Wanted) =>
      call('POST /organizations/{organizationId}/deployments', {
        params,
        body: { scope, rings: presetRings('all', words), ...(title && { title }) },
      }),
    onSuccess: (deployment) => router.push(href(`/deployments/${deployment.id}`)),
    onError: (error) => toast.error(sentence(error)),
  })
}
