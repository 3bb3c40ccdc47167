'use client'

import { FEATURES } from '@maestro/domain'
import { Ticket } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { urlOf } from '@/api/call'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOfOrNone, several, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { DownloadLink } from '@/ui/download-link'
import { FilterChip } from '@/ui/filter-chip'
import { SearchField } from '@/ui/search-field'
import { Empty } from '@/ui/states'
import { useWords } from '@/words/words-provider'
import { keyStates } from './key-state'
import { KeyTable } from './key-table'
import { LicensesFrame } from './licenses-frame'

const IssueKeysDialog = dynamic(() => import('./issue-keys-dialog'), { ssr: false })
const VendorKeysDialog = dynamic(() => import('./vendor-keys-dialog'), { ssr: false })

const address = { feature: several, state: oneOfOrNone(keyStates), reference: text, customer: text }

export function KeysPage() {
  const { t } = useWords()
  const { may, organization } = useSession()
  const params = useOrganizationParams()
  const [filter, setFilter] = useAddress(address)
  const [open, setOpen] = useState<'issue' | 'record' | null>(null)
  const manages = may('licenses.manage')
  const query = {
    ...(filter.feature.length > 0 && { feature: [...filter.feature] }),
    ...(filter.state && { state: filter.state }),
    ...(filter.reference && { orderReference: filter.reference }),
    ...(filter.customer && { customerId: filter.customer }),
  }
  const filtered = Object.keys(query).length > 0
  return (
    <LicensesFrame
      actions={
        <>
          {may('export') && (
            <DownloadLink href={urlOf('/organizations/{organizationId}/licenses/keys/export.csv', { params, query })}>
              {t('pools.export')}
            </DownloadLink>
          )}
          {manages && <Button onClick={() => setOpen('record')}>{t('vendorKeys.open')}</Button>}
          {manages && organization.kind !== 'customer' && (
            <Button look="go" onClick={() => setOpen('issue')}>
              {t('keys.issue')}
            </Button>
          )}
        </>
      }
    >
      <KeyFilters filter={filter} onChange={setFilter} filtered={filtered} />
      <KeyTable
        query={query}
        empty={
          <Empty icon={Ticket} title={filtered ? t('keys.noMatch') : t('licenses.keys.empty')}>
            {!filtered && t(organization.kind === 'customer' ? 'keys.empty.customer' : 'licenses.keys.empty.body')}
          </Empty>
        }
      />
      {open === 'issue' && <IssueKeysDialog poolId={null} onClose={() => setOpen(null)} />}
      {open === 'record' && <VendorKeysDialog onClose={() => setOpen(null)} />}
    </LicensesFrame>
  )
}

type KeyFilter = ReturnType<typeof useAddress<typeof address>>

interface KeyFiltersProps {
  filter: KeyFilter[0]
  onChange: KeyFilter[1]
  filtered: boolean
}

function KeyFilters({ filter, onChange, filtered }: KeyFiltersProps) {
  const { t, language } = useWords()
  const { may } = useSession()
  const onReference = useCallback((reference: string) => onChange({ reference }), [onChange])
  const customers = useRead(
    'GET /organizations/{organizationId}/customers',
    { params: useOrganizationParams(), query: { limit: 200 } },
    { enabled: may('customers.view') },
  )
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField label={t('keys.reference')} value={filter.reference} onChange={onReference} />
      <FilterChip
        label={t('licenses.feature')}
        options={FEATURES.map((feature) => ({ value: feature.key, label: feature.name[language] }))}
        chosen={filter.feature}
        onChange={(feature) => onChange({ feature })}
      />
      <FilterChip
        label={t('device.state')}
        options={keyStates.map((state) => ({ value: state, label: t(`licenses.state.${state}`) }))}
        chosen={filter.state ? [filter.state] : []}
        onChange={(chosen) => onChange({ state: keyStates.find((one) => one === chosen.at(-1)) ?? null })}
      />
      {may('customers.view') && (
        <FilterChip
          label={t('licenses.customer')}
          options={(customers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          chosen={filter.customer ? [filter.customer] : []}
          onChange={(chosen) => onChange({ customer: chosen.at(-1) ?? '' })}
        />
      )}
      {filtered && (
        <Button look="ghost" size="small" onClick={() => onChange(null)}>
          {t('ui.clearFilters')}
        </Button>
      )}
    </div>
  )
}
