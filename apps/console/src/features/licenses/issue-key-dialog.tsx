'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'

/** Makes a key for units of a pool, and shows its text this one time. */
export default function IssueKeyDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { may } = useSession()
  const form = useId()
  const { featureName } = useCatalogue()
  const params = useOrganizationParams()
  const [poolId, setPool] = useState('')
  const [units, setUnits] = useState('1')
  const [customerId, setCustomer] = useState('')
  const pools = useRead('GET /organizations/{organizationId}/licenses/pools', { params, query: { limit: 200 } })
  const customers = useRead(
    'GET /organizations/{organizationId}/customers',
    { params, query: { limit: 200 } },
    { enabled: may('customers.view') },
  )
  const usable = pools.data?.items.filter((pool) => pool.free > 0) ?? []
  const chosen = poolId || (usable[0]?.id ?? '')
  const issue = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/licenses/keys', {
        params,
        body: { poolId: chosen, units: Number(units), customerId: customerId || null },
      }),
  })
  const problem = isProblem(issue.error) ? issue.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) issue.mutate()
  }
  if (issue.data) {
    return (
      <ShownOnce
        title={t('licenses.issueKey.title')}
        lead={t('licenses.issueKey.shown')}
        secrets={[{ name: t('licenses.key'), text: issue.data.text }]}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('licenses.issueKey.title')}
      lead={t('licenses.keys.empty.body')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" type="submit" form={form} busy={issue.isPending} disabled={!chosen}>
            {t('licenses.issueKey.submit')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('licenses.issueKey.pool')} error={problem?.on('poolId')}>
          {(control) => (
            <Choice {...control} value={chosen} onChange={(event) => setPool(event.target.value)}>
              {usable.map((pool) => (
                <option key={pool.id} value={pool.id}>
                  {t('licenses.issueKey.poolOption', { feature: featureName(pool.featureKey), free: pool.free })}
                  {pool.orderNumber ? ` (${pool.orderNumber})` : ''}
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
        {customers.data && (
          <Field label={t('licenses.issueKey.customer')} error={problem?.on('customerId')}>
            {(control) => (
              <Choice {...control} value={customerId} onChange={(event) => setCustomer(event.target.value)}>
                <option value="">{t('licenses.anyone')}</option>
                {customers.data.items.map((customer) => (
                  <option key={customer.id} value={customer.id}>
                    {customer.name}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        )}
        <FormProblem error={issue.error} />
      </form>
    </Dialog>
  )
}
