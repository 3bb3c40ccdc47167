'use client'

import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { deviceViews } from './list-state'

type View = (typeof deviceViews)[number]

interface DeviceViewsProps {
  value: View
  onChange(view: View): void
}

/** The list's tabs, each with its count; views that hold nothing and are not open stay away. */
export function DeviceViews({ value, onChange }: DeviceViewsProps) {
  const { t, number } = useWords()
  const counts = useRead('GET /organizations/{organizationId}/devices/facets', { params: useOrganizationParams() }).data
    ?.counts
  const countOf = (view: View) => (view === 'in-call' ? counts?.inCall : counts?.[view])
  const always: readonly View[] = ['all', 'online', 'offline', 'attention']
  return (
    <div className="mb-3">
      <Tabs
        label={t('devices.views')}
        value={value}
        onChange={onChange}
        items={deviceViews
          .filter((view) => always.includes(view) || view === value || (countOf(view) ?? 0) > 0)
          .map((view) => {
            const count = countOf(view)
            return {
              value: view,
              label: t(`devices.tab.${view}`),
              count: count === undefined ? undefined : number(count),
              ...(view === 'attention' && (count ?? 0) > 0 && { tone: 'bad' as const }),
            }
          })}
      />
    </div>
  )
}
