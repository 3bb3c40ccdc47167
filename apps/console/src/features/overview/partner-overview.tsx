'use client'

import type { Customer } from '@maestro/contract'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { CustomerNotices } from '@/features/licenses/customer-notices'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { buttonClass } from '@/ui/button'
import { Page } from '@/ui/page'
import { SkeletonRows } from '@/ui/skeleton'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const needsLook = (customer: Customer) => customer.attention > 0 || customer.offline > 0

/** For those who look after others: which customers need somebody, worst first. */
export function PartnerOverview() {
  const { t } = useWords()
  const { href } = useSession()
  const list = useList('GET /organizations/{organizationId}/customers', {
    params: useOrganizationParams(),
    query: { limit: 200 },
  })
  const customers = itemsOf(list.data)
  const troubled = customers.filter(needsLook).sort((a, b) => b.attention + b.offline - (a.attention + a.offline))
  return (
    <Page
      title={t('overview.title')}
      actions={
        <Link href={href('/customers')} className={buttonClass()}>
          {t('customers.title')}
        </Link>
      }
    >
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={5} />}
      {list.data && (
        <section aria-labelledby="needs">
          <h2 id="needs" className="mb-1 text-14 font-semibold">
            {t('overview.needs')}
          </h2>
          <ul className="divide-y divide-line border-y border-line">
            {troubled.map((customer) => (
              <TroubledCustomer key={customer.id} customer={customer} />
            ))}
            {troubled.length === 0 && (
              <li className="flex items-center gap-2 py-3 text-13 text-muted">
                <CircleCheck size={15} aria-hidden className="text-ok" />
                {t('overview.needs.none')}
              </li>
            )}
          </ul>
        </section>
      )}
      <CustomerNotices />
    </Page>
  )
}

function TroubledCustomer({ customer }: { customer: Customer }) {
  const { t, number } = useWords()
  return (
    <li>
      <Link
        href={`/o/${customer.id}`}
        className="flex min-h-9 flex-wrap items-center gap-x-6 gap-y-1 py-1.5 text-13 hover:bg-off-soft/60"
      >
        <span className="min-w-48 flex-1 font-medium">{customer.name}</span>
        {customer.attention > 0 && (
          <Status tone="warn">
            {t('customers.attention')}: {number(customer.attention)}
          </Status>
        )}
        {customer.offline > 0 && (
          <Status tone="bad">
            {t('customers.offline')}: {number(customer.offline)}
          </Status>
        )}
      </Link>
    </li>
  )
}
