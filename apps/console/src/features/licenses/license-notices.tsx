'use client'

import type { LicenseNotice } from '@maestro/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { call, urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { ExactTime } from '@/ui/relative-time'
import { Status, type Tone } from '@/ui/status'
import { LoadMore } from '@/ui/table/load-more'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'

export const noticeTones: Record<LicenseNotice['threshold'], Tone> = {
  '90-days': 'info',
  '60-days': 'info',
  '30-days': 'warn',
  '7-days': 'warn',
  grace: 'bad',
  dropped: 'bad',
}

/** Pools that are about to end, until somebody says that it is taken care of; absent where there are none. */
export function LicenseNotices() {
  const { t } = useWords()
  const params = useOrganizationParams()
  const list = useList('GET /organizations/{organizationId}/licenses/notices', {
    params,
    query: {},
  })
  const notices = itemsOf(list.data)
  if (notices.length === 0) return null
  return (
    <section aria-labelledby="license-notices">
      <div className="mb-1 flex flex-wrap items-end justify-between gap-2">
        <h2 id="license-notices" className="text-14 font-semibold">
          {t('notices.title')}
        </h2>
        <ExportLink
          href={urlOf('/organizations/{organizationId}/licenses/notices.csv', { params, query: { state: 'all' } })}
        />
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {notices.map((notice) => (
          <Notice key={notice.id} notice={notice} />
        ))}
      </ul>
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function Notice({ notice }: { notice: LicenseNotice }) {
  const { t, rich } = useWords()
  const { href, may } = useSession()
  const { featureName } = useCatalogue()
  const acknowledge = useAcknowledge(notice.id)
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 text-13">
      <Link href={href(`/licenses/pools/${notice.poolId}`)} className="min-w-40 flex-1 font-medium hover:underline">
        {featureName(notice.featureKey)}
        <span className="font-normal text-muted"> · {t('notices.devices', { count: notice.devices })}</span>
      </Link>
      <Status tone={noticeTones[notice.threshold]}>{t(`notices.${notice.threshold}`)}</Status>
      <span className="text-12 text-muted">
        {rich('notices.drops', { day: <ExactTime at={notice.dropsAt} style="date" /> })}
      </span>
      {may('licenses.manage') && (
        <Button size="small" look="ghost" busy={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {t('notices.acknowledge')}
        </Button>
      )}
    </li>
  )
}

function useAcknowledge(noticeId: string) {
  const { t } = useWords()
  const client = useQueryClient()
  const params = { ...useOrganizationParams(), noticeId }
  const sentence = useProblemSentence()
  return useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/licenses/notices/{noticeId}/acknowledge', { params }),
    onSuccess: () => {
      toast.success(t('notices.acknowledged'))
      return client.invalidateQueries({ queryKey: ['GET /organizations/{organizationId}/licenses/notices'] })
    },
    onError: (error) => toast.error(sentence(error)),
  })
}
