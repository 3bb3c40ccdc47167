'use client'

import type { Target } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Sends to one device now: in a call, outside the window, before its ring. */
export function ForceButton({ target }: { target: Target }) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), deploymentId: target.deploymentId, targetId: target.id }
  const force = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/deployments/{deploymentId}/targets/{targetId}/force', { params }),
    onSuccess: () => toast.success(t('targets.forced', { name: target.device.name })),
    onError: (error) => toast.error(sentence(error)),
  })
  return (
    <Button
      look="ghost"
      size="small"
      busy={force.isPending}
      aria-label={t('targets.force.of', { name: target.device.name })}
      onClick={() => force.mutate()}
    >
      {t('targets.force')}
    </Button>
  )
}
