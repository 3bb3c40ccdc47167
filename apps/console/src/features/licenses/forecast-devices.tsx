'use client'

import Link from 'next/link'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { DownloadLink } from '@/ui/download-link'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'
import { noonOf } from './forecast-day'

/** The devices that lose a feature on a day, beside the forecast. */
export default function ForecastDevices({ day, onClose }: { day: string; onClose(): void }) {
  const { t, locale } = useWords()
  const { href, may } = useSession()
  const { featureName } = useCatalogue()
  const params = useOrganizationParams()
  const list = useList('GET /organizations/{organizationId}/licenses/forecast/devices', { params, query: { day } })
  const devices = itemsOf(list.data)
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <Dialog
      open
      place="sheet"
      onOpenChange={(open) => !open && onClose()}
      title={t('forecast.day.title', { day: date.format(noonOf(day)) })}
      lead={t('forecast.day.lead')}
      footer={
        <>
          {may('export') && (
            <DownloadLink
              href={urlOf('/organizations/{organizationId}/licenses/forecast.csv', { params, query: { day } })}
            >
              {t('forecast.csv')}
            </DownloadLink>
          )}
          <Button onClick={onClose}>{t('ui.close')}</Button>
        </>
      }
    >
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={5} />}
      {list.data && devices.length === 0 && <p className="text-13 text-muted">{t('forecast.day.none')}</p>}
      {devices.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {devices.map((device) => (
            <li
              key={`${device.deviceId}-${device.featureKey}`}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2 text-13"
            >
              <Link href={href(`/devices/${device.deviceId}?tab=licenses`)} className="font-medium hover:underline">
                {device.deviceName}
              </Link>
              <span className="text-muted">{device.roomName ?? t('whatIf.noRoom')}</span>
              <span>{featureName(device.featureKey)}</span>
              <Link
                href={href(`/licenses/pools/${device.poolId}`)}
                className="ml-auto text-12 text-accent hover:underline"
              >
                {device.orderNumber ?? t('forecast.pool')}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Dialog>
  )
}
