'use client'

import Link from 'next/link'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'
import { noticeTones } from './license-notices'

/** Pools of customers that are about to end, the most urgent first; absent where there are none. */
export function CustomerNotices() {
  const { t, rich } = useWords()
  const { featureName } = useCatalogue()
  const params = useOrganizationParams()
  const list = useList('GET /organizations/{organizationId}/customers/licenses/notices', {
    params,
    query: {},
  })
  const notices = itemsOf(list.data)
  if (notices.length === 0) return null
  return (
    <section aria-labelledby="customer-notices" className="mt-6">
      <div className="mb-1 flex flex-wrap items-end justify-between gap-2">
        <h2 id="customer-notices" className="text-14 font-semibold">
          {t('notices.all')}
        </h2>
        <ExportLink href={urlOf('/organizations/{organizationId}/customers/licenses/notices.csv', { params })} />
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {notices.map((notice) => (
          <li key={notice.id}>
            <Link
              href={`/o/${notice.organization.id}/licenses/pools/${notice.poolId}`}
              className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 text-13 hover:bg-off-soft/60"
            >
              <span className="min-w-40 flex-1 font-medium">
                {notice.organization.name}
                <span className="font-normal text-muted">
                  {' '}
                  · {featureName(notice.featureKey)} · {t('notices.devices', { count: notice.devices })}
                </span>
              </span>
              <Status tone={noticeTones[notice.threshold]}>{t(`notices.${notice.threshold}`)}</Status>
              <span className="text-12 text-muted">
                {rich('notices.drops', { day: <ExactTime at={notice.dropsAt} style="date" /> })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}
