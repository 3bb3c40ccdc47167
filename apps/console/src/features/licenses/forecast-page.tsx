'use client'

import { CalendarClock } from 'lucide-react'
import dynamic from 'next/dynamic'
import { urlOf } from '@/api/call'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, text, useAddress } from '@/ui/address'
import { DownloadLink } from '@/ui/download-link'
import { Segments } from '@/ui/segments'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { useWords } from '@/words/words-provider'
import { ForecastDays } from './forecast-days'
import { LicensesFrame } from './licenses-frame'

const ForecastDevices = dynamic(() => import('./forecast-devices'), { ssr: false })

const ranges = ['90', '365', '730'] as const
const address = { range: oneOf(ranges, '365'), of: oneOf(['own', 'customers'], 'own'), day: text }

/** Which features drop on how many devices, day by day, if nothing is done. */
export function ForecastPage() {
  const { t } = useWords()
  const { may } = useSession()
  const params = useOrganizationParams()
  const [{ range, of, day }, setAddress] = useAddress(address)
  const customers = may('customers.view')
  return (
    <LicensesFrame
      actions={
        may('export') && (
          <DownloadLink
            href={
              customers && of === 'customers'
                ? urlOf('/organizations/{organizationId}/customers/licenses/forecast.csv', {
                    params,
                    query: { days: range },
                  })
                : urlOf('/organizations/{organizationId}/licenses/forecast.csv', { params })
            }
          >
            {t('forecast.csv')}
          </DownloadLink>
        )
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-2">
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
          label={t('forecast.range')}
          value={range}
          onChange={(next) => setAddress({ range: next })}
          options={ranges.map((value) => ({ value, label: t(`forecast.range.${value}`) }))}
        />
      </div>
      {customers && of === 'customers' ? (
        <CustomersForecast days={Number(range)} />
      ) : (
        <OwnForecast days={Number(range)} onOpen={(next) => setAddress({ day: next })} />
      )}
      {/^\d{4}-\d{2}-\d{2}$/.test(day) && <ForecastDevices day={day} onClose={() => setAddress({ day: '' })} />}
    </LicensesFrame>
  )
}

function OwnForecast({ days, onOpen }: { days: number; onOpen(day: string): void }) {
  const forecast = useRead(
    'GET /organizations/{organizationId}/licenses/forecast',
    { params: useOrganizationParams(), query: { days } },
    { keep: true },
  )
  if (forecast.error) return <ProblemState error={forecast.error} onRetry={() => void forecast.refetch()} />
  if (!forecast.data) return <SkeletonRows rows={5} />
  if (forecast.data.days.length === 0) return <NothingEnds />
  return <ForecastDays days={forecast.data.days} span={days} timeZone={forecast.data.timeZone} onOpen={onOpen} />
}

function CustomersForecast({ days }: { days: number }) {
  const forecast = useRead(
    'GET /organizations/{organizationId}/customers/licenses/forecast',
    { params: useOrganizationParams(), query: { days } },
    { keep: true },
  )
  if (forecast.error) return <ProblemState error={forecast.error} onRetry={() => void forecast.refetch()} />
  if (!forecast.data) return <SkeletonRows rows={5} />
  if (forecast.data.days.length === 0) return <NothingEnds />
  return <ForecastDays days={forecast.data.days} span={days} timeZone={forecast.data.timeZone} onOpen={null} />
}

function NothingEnds() {
  const { t } = useWords()
  return (
    <Empty icon={CalendarClock} title={t('forecast.empty')}>
      {t('forecast.empty.body')}
    </Empty>
  )
}
