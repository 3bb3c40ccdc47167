'use client'

import type { LicensePool } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface MoveUnitsDialogProps {
  pool: LicensePool
  /** Takes unused units back instead. */
  back: boolean
  onClose(): void
}

/** Units change hands; both sides read why. */
export default function MoveUnitsDialog({ pool, back, onClose }: MoveUnitsDialogProps) {
  const { t } = useWords()
  const id = useId()
  const organization = useOrganizationParams()
  const params = { ...organization, poolId: pool.id }
  const [customerId, setCustomer] = useState('')
  const [units, setUnits] = useState('1')
  const [why, setWhy] = useState('')
  const customers = useRead('GET /organizations/{organizationId}/customers', {
    params: organization,
    query: { limit: 200 },
  })
  const move = useMutation({
    mutationFn: () => {
      const input = { params, body: { customerId, units: Number(units), why: why.trim() } }
      return back
        ? call('POST /organizations/{organizationId}/licenses/pools/{poolId}/moves/back', input)
        : call('POST /organizations/{organizationId}/licenses/pools/{poolId}/moves', input)
    },
    onSuccess: () => {
      toast.success(t(back ? 'pools.back.done' : 'pools.move.done'))
      onClose()
    },
  })
  const problem = isProblem(move.error) ? move.error : null
  const ready = customerId !== '' && Number(units) > 0 && why.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) move.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(back ? 'pools.back.title' : 'pools.move.title')}
      lead={back ? t('pools.back.lead') : t('pools.move.lead', { free: pool.free })}
      footer={
        <SubmitFooter form={id} busy={move.isPending} disabled={!ready} onCancel={onClose}>
          {t(back ? 'pools.back.submit' : 'pools.move.submit')}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('pools.customer')} error={problem?.on('customerId')}>
          {(control) => (
            <Choice {...control} value={customerId} onChange={(event) => setCustomer(event.target.value)}>
              <option value="">{t('ui.choose')}</option>
              {customers.data?.items.map((customer) => (
                <option key={customer.id} value={customer.id}>
                  {customer.name}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('licenses.units')} error={problem?.on('units')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              value={units}
              onChange={(event) => setUnits(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('pools.why')} hint={t('pools.why.both')} error={problem?.on('why')}>
          {(control) => (
            <Input {...control} maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} />
          )}
        </Field>
        <FormProblem error={move.error} />
      </form>
    </Dialog>
  )
}
