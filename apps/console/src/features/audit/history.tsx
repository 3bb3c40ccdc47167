'use client'

import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import { Skeleton } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { Timeline, TimelineEvent } from '@/ui/timeline'
import { useWords } from '@/words/words-provider'
import { Actor } from './actor'
import { reasonOf } from './changes'
import { AuditSentence, toneOf } from './sentence'
import { WantedBy } from './wanted-by'

interface HistoryProps {
  of: { deviceId: string } | { roomId: string } | { profileId: string }
  /** Shows only the newest few, without a way to more. */
  newest?: number
}

/** What happened to one device, room or profile, newest first, growing while you look. */
export function History({ of, newest }: HistoryProps) {
  const { t } = useWords()
  const list = useList('GET /organizations/{organizationId}/timeline', {
    params: useOrganizationParams(),
    query: { ...of, limit: newest ?? 50 },
  })
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton className="h-40" />
  const entries = itemsOf(list.data)
  if (entries.length === 0) return <p className="text-13 text-muted">{t('device.noHistory')}</p>
  return (
    <>
      <Timeline label={t('device.history')}>
        {entries.map((entry) => {
          const reason = reasonOf(entry) ?? entry.reason
          return (
            <TimelineEvent
              key={entry.id}
              tone={toneOf(entry)}
              detail={
                <>
                  <ExactTime at={entry.at} /> · <Actor entry={entry} />
                </>
              }
            >
              <AuditSentence entry={entry} withoutObject />
              {reason && <span className="block text-muted">{reason}</span>}
              <WantedBy entry={entry} />
            </TimelineEvent>
          )
        })}
      </Timeline>
      {newest === undefined && (
        <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </>
  )
}
