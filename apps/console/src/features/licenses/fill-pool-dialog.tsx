'use client'

import { FEATURES } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { instantOf } from './day-instant'

const submitting = (act: () => void) => (event: FormEvent) => {
  event.preventDefault()
  act()
}

export default function FillPoolDialog({ onClose }: { onClose(): void }) {
  const { t, language } = useWords()
  const form = useId()
  const params = useOrganizationParams()
  const [featureKey, setFeature] = useState<string>(FEATURES[0]?.key ?? '')
  const [units, setUnits] = useState('10')
  const [order, setOrder] = useState('')
  const [until, setUntil] = useState('')
  const [grace, setGrace] = useState('14')
  const fill = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/licenses/pools', {
        params,
        body: {
          featureKey,
          units: Number(units),
          orderNumber: order.trim() || null,
          validUntil: instantOf(until),
          graceDays: Number(grace),
        },
      }),
    onSuccess: () => {
      toast.success(t('licenses.filled'))
      onClose()
    },
  })
  const problem = isProblem(fill.error) ? fill.error : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('licenses.fillPool.title')}
      footer={
        <SubmitFooter form={form} busy={fill.isPending} onCancel={onClose}>
          {t('licenses.fillPool.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submitting(fill.mutate)} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('licenses.feature')} error={problem?.on('featureKey')}>
          {(control) => (
            <Choice {...control} value={featureKey} onChange={(event) => setFeature(event.target.value)}>
              {FEATURES.map((feature) => (
                <option key={feature.key} value={feature.key}>
                  {feature.name[language]}
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
        <Field label={t('licenses.order')} optional error={problem?.on('orderNumber')}>
          {(control) => <Input {...control} value={order} onChange={(event) => setOrder(event.target.value)} />}
        </Field>
        <Field
          label={t('licenses.validUntil')}
          optional
          hint={t('licenses.until.hint')}
          error={problem?.on('validUntil')}
        >
          {(control) => (
            <Input {...control} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
        {until && (
          <Field label={t('licenses.graceDays')} error={problem?.on('graceDays')}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                value={grace}
                onChange={(event) => setGrace(event.target.value)}
              />
            )}
          </Field>
        )}
        <FormProblem error={fill.error} />
      </form>
    </Dialog>
  )
}
