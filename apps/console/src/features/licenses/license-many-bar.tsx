'use client'

import type { LicenseBatch } from '@maestro/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { readOptions } from '@/api/read'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'

function useBatchActs(batch: LicenseBatch) {
  const client = useQueryClient()
  const organization = useOrganizationParams()
  const params = { ...organization, batchId: batch.id }
  const address = 'GET /organizations/{organizationId}/license-activations/{batchId}'
  const keep = (next: LicenseBatch) => client.setQueryData(readOptions(address, { params }).queryKey, next)
  const start = useMutation({
    mutationFn: (reason: string) =>
      call('POST /organizations/{organizationId}/license-activations', {
        params: organization,
        body: { batchId: batch.id, previewHash: batch.previewHash, ...(reason && { reason }) },
      }),
    onSuccess: keep,
  })
  const cancel = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/license-activations/{batchId}/cancel', { params }),
    onSuccess: keep,
  })
  return { start, cancel }
}

/** Why, and the one button that says what it does; absent when it is over. */
export function BatchBar({ batch, changed }: { batch: LicenseBatch; changed: number }) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const [reason, setReason] = useState('')
  const { start, cancel } = useBatchActs(batch)
  const problem = sentence(start.error ?? cancel.error)
  if (batch.state === 'finished' || batch.state === 'cancelled') return null
  return (
    <section
      aria-label={t('licenseMany.acts')}
      className="sticky bottom-16 z-20 mt-2 grid gap-2 rounded-lg border border-line-strong bg-raised px-3.5 py-2.5 shadow-float md:bottom-4"
    >
      {problem && (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {batch.state === 'previewed' && changed > 0 && (
          <>
            <Input
              aria-label={t('license.reason')}
              placeholder={t('licenseMany.reason')}
              maxLength={500}
              className="ml-auto max-w-72 flex-1"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button look="go" busy={start.isPending} onClick={() => start.mutate(reason.trim())}>
              {t(`licenseMany.submit.${batch.action}`, { count: changed })}
            </Button>
          </>
        )}
        {batch.state === 'previewed' && changed === 0 && (
          <span className="ml-auto text-13 text-muted">{t('licenseMany.nothing')}</span>
        )}
        {batch.state === 'running' && (
          <Button className="ml-auto" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('licenseMany.cancel')}
          </Button>
        )}
      </div>
    </section>
  )
}
