'use client'

import type { LicensePool } from '@maestro/contract'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Choice, Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'

export const emptyKeyOrder = { poolId: '', keys: '1', units: '1', customerId: '', reference: '' }
export type KeyOrderForm = typeof emptyKeyOrder

/** Pools that keys can come out of. */
export function useUsablePools(): LicensePool[] {
  const pools = useRead('GET /organizations/{organizationId}/licenses/pools', {
    params: useOrganizationParams(),
    query: { limit: 200 },
  })
  return pools.data?.items.filter((pool) => pool.free > 0 && pool.origin !== 'vendor' && pool.origin !== 'trial') ?? []
}

interface KeyOrderFieldsProps {
  form: KeyOrderForm
  /** Null where the pool is given. */
  pools: readonly LicensePool[] | null
  error: Error | null
  onChange(changed: Partial<KeyOrderForm>): void
}

export function KeyOrderFields({ form, pools, error, onChange }: KeyOrderFieldsProps) {
  const { t } = useWords()
  const { may } = useSession()
  const { featureName } = useCatalogue()
  const customers = useRead(
    'GET /organizations/{organizationId}/customers',
    { params: useOrganizationParams(), query: { limit: 200 } },
    { enabled: may('customers.view') },
  )
  const problem = isProblem(error) ? error : null
  return (
    <>
      {pools && (
        <Field label={t('licenses.issueKey.pool')} error={problem?.on('poolId')}>
          {(control) => (
            <Choice {...control} value={form.poolId} onChange={(event) => onChange({ poolId: event.target.value })}>
              {pools.map((pool) => (
                <option key={pool.id} value={pool.id}>
                  {t('licenses.issueKey.poolOption', { feature: featureName(pool.featureKey), free: pool.free })}
                  {pool.orderNumber ? ` (${pool.orderNumber})` : ''}
                </option>
              ))}
            </Choice>
          )}
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('keys.count')} error={problem?.on('keys')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={5000}
              value={form.keys}
              onChange={(event) => onChange({ keys: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('keys.unitsEach')} error={problem?.on('unitsEach') ?? problem?.on('units')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={10000}
              value={form.units}
              onChange={(event) => onChange({ units: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('licenses.issueKey.customer')} hint={t('keys.customer.hint')} optional>
        {(control) => (
          <Choice
            {...control}
            value={form.customerId}
            onChange={(event) => onChange({ customerId: event.target.value })}
          >
            <option value="">{t('licenses.anyone')}</option>
            {customers.data?.items.map((customer) => (
              <option key={customer.id} value={customer.id}>
                {customer.name}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      <Field label={t('keys.reference')} hint={t('keys.reference.hint')} optional error={problem?.on('orderReference')}>
        {(control) => (
          <Input
            {...control}
            maxLength={64}
            value={form.reference}
            onChange={(event) => onChange({ reference: event.target.value })}
          />
        )}
      </Field>
      <FormProblem error={error} />
    </>
  )
}
