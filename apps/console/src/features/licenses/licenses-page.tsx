'use client'

import { TicketCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { urlOf } from '@/api/call'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'
import { LicenseNotices } from './license-notices'
import { LicensesFrame } from './licenses-frame'
import { OwnPosition } from './own-position'
import { TrialNote } from './trial-note'

const RedeemDialog = dynamic(() => import('./redeem-dialog'), { ssr: false })
const CustomerPositions = dynamic(() => import('./customer-positions').then((module) => module.CustomerPositions))

const address = {
  view: oneOf(['bars', 'table'], 'bars'),
  of: oneOf(['own', 'customers'], 'own'),
  redeem: oneOf(['no', 'now'], 'no'),
}

/** What was bought, what is in use, and what needs somebody; for those who look after others also theirs. */
export function LicensesPage() {
  const { t } = useWords()
  const { may, organization } = useSession()
  const [{ view, of, redeem }, setAddress] = useAddress(address)
  const params = useOrganizationParams()
  const customers = may('customers.view')
  const redeems = may('licenses.manage') && organization.kind !== 'operator'
  return (
    <LicensesFrame
      actions={
        redeems && (
          <Button look="go" icon={<TicketCheck size={15} aria-hidden />} onClick={() => setAddress({ redeem: 'now' })}>
            {t('redeem.open')}
          </Button>
        )
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {customers && (
          <Segments
            label={t('position.whose')}
            value={of}
            onChange={(next) => setAddress({ of: next })}
            options={[
              { value: 'own', label: t('position.own') },
              { value: 'customers', label: t('position.customers') },
            ]}
          />
        )}
        <Segments
          label={t('position.view')}
          value={view}
          onChange={(next) => setAddress({ view: next })}
          options={[
            { value: 'bars', label: t('position.bars') },
            { value: 'table', label: t('position.table') },
          ]}
        />
        {!(customers && of === 'customers') && (
          <span className="ml-auto">
            <ExportLink href={urlOf('/organizations/{organizationId}/licenses/position.csv', { params })} />
          </span>
        )}
      </div>
      {customers && of === 'customers' ? (
        <CustomerPositions view={view} />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <TrialNote />
          <LicenseNotices />
          <OwnPosition view={view} />
        </div>
      )}
      {redeems && redeem === 'now' && <RedeemDialog onClose={() => setAddress({ redeem: 'no' })} />}
    </LicensesFrame>
  )
}
