'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Approves exactly the preview whose hash is given. */
export function useApprove({ id }: Deployment) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deploymentId: id }
  return useMutation({
    mutationFn: (previewHash: string) =>
      call('POST /organizations/{organizationId}/deployments/{deploymentId}/approve', {
        params,
        body: { previewHash },
      }),
    onSuccess: () => toast.success(t('approval.approved')),
  })
}
