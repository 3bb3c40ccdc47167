'use client'

import type { FreezePeriod } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Ends a freeze period, with the way back. */
export function useEndFreeze(): (period: FreezePeriod) => void {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = useOrganizationParams()
  const onError = (error: Error) => toast.error(sentence(error))
  const { mutate: back } = useMutation({
    mutationFn: ({ name, from, to, location }: FreezePeriod) =>
      call('POST /organizations/{organizationId}/freeze-periods', {
        params,
        body: { name, from, to, locationId: location?.id ?? null },
      }),
    onError,
  })
  const { mutate } = useMutation({
    mutationFn: ({ id }: FreezePeriod) =>
      call('DELETE /organizations/{organizationId}/freeze-periods/{freezePeriodId}', {
        params: { ...params, freezePeriodId: id },
      }),
    onSuccess: (_, period) =>
      toast.undoable(t('settings.freeze.removed', { name: period.name }), t('ui.undo'), () => back(period)),
    onError,
  })
  return mutate
}
