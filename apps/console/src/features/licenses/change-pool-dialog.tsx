'use client'

import type { LicensePool } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem, type Problem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { dayOf, instantOf } from './day-instant'

const formOf = (pool: LicensePool) => ({
  units: String(pool.units),
  until: dayOf(pool.validUntil),
  grace: String(pool.graceDays),
  overuse: pool.overuse,
  order: pool.orderNumber ?? '',
  why: '',
})
type PoolForm = ReturnType<typeof formOf>

/** Only what somebody changed is sent, so that an untouched end keeps its hour. */
function bodyOf(form: PoolForm, pool: LicensePool) {
  const before = formOf(pool)
  return {
    ...(form.units !== before.units && { units: Number(form.units) }),
    ...(form.until !== before.until && { validUntil: instantOf(form.until) }),
    ...(form.grace !== before.grace && { graceDays: Number(form.grace) }),
    ...(form.overuse !== before.overuse && { overuse: form.overuse }),
    ...(form.order !== before.order && { orderNumber: form.order.trim() || null }),
    ...(form.why.trim() && { why: form.why.trim() }),
  }
}

/** Renews, extends or cuts a pool; whoever does not run the installation gives it another order number. */
export default function ChangePoolDialog({ pool, onClose }: { pool: LicensePool; onClose(): void }) {
  const { t } = useWords()
  const id = useId()
  const { organization } = useSession()
  const params = { ...useOrganizationParams(), poolId: pool.id }
  const [form, setForm] = useState(() => formOf(pool))
  const [version] = useState(pool.version)
  const change = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}/licenses/pools/{poolId}', {
        params,
        version,
        body: bodyOf(form, pool),
      }),
    onSuccess: () => {
      toast.success(t('pools.changed'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  const problem = isProblem(change.error) ? change.error : null
  const operates = organization.kind === 'operator'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('pools.change.title')}
      lead={operates ? t('pools.change.lead') : t('pools.change.orderOnly')}
      footer={
        <SubmitFooter form={id} busy={change.isPending} onCancel={onClose}>
          {t('pools.change.submit')}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        {operates && (
          <TermFields form={form} problem={problem} onChange={(changed) => setForm({ ...form, ...changed })} />
        )}
        <Field label={t('licenses.order')} optional error={problem?.on('orderNumber')}>
          {(control) => (
            <Input
              {...control}
              maxLength={64}
              value={form.order}
              onChange={(event) => setForm({ ...form, order: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('pools.why')} optional hint={t('pools.why.hint')} error={problem?.on('why')}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={form.why}
              onChange={(event) => setForm({ ...form, why: event.target.value })}
            />
          )}
        </Field>
        <FormProblem error={change.error} />
      </form>
    </Dialog>
  )
}

interface TermFieldsProps {
  form: PoolForm
  problem: Problem | null
  onChange(changed: Partial<PoolForm>): void
}

function TermFields({ form, problem, onChange }: TermFieldsProps) {
  const { t } = useWords()
  return (
    <>
      <Field label={t('licenses.units')} error={problem?.on('units')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            value={form.units}
            onChange={(event) => onChange({ units: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('licenses.validUntil')}
          optional
          hint={t('licenses.until.hint')}
          error={problem?.on('validUntil')}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              value={form.until}
              onChange={(event) => onChange({ until: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('licenses.graceDays')} error={problem?.on('graceDays')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              value={form.grace}
              onChange={(event) => onChange({ grace: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('pools.overuse')}>
        {(control) => (
          <Choice
            {...control}
            value={form.overuse}
            onChange={(event) => onChange({ overuse: event.target.value === 'warn' ? 'warn' : 'stop' })}
          >
            <option value="stop">{t('pools.overuse.stop')}</option>
            <option value="warn">{t('pools.overuse.warn')}</option>
          </Choice>
        )}
      </Field>
    </>
  )
}
