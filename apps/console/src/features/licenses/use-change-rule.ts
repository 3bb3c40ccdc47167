'use client'

import type { LicenseRule } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Pauses a rule, lets it go on, or gives it another priority. */
export function useChangeRule(rule: LicenseRule, onRefused: () => void = () => undefined) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), ruleId: rule.id }
  return useMutation({
    mutationFn: (body: { priority?: number; enabled?: boolean }) =>
      call('PATCH /organizations/{organizationId}/license-rules/{ruleId}', { params, version: rule.version, body }),
    onSuccess: () => toast.success(t('device.saved')),
    onError: (error) => {
      onRefused()
      toast.error(sentence(error))
    },
  })
}
