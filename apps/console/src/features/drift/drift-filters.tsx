'use client'

import { useRead } from '@/api/read'
import { useProfileSettings } from '@/features/profiles/use-profile-settings'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { FilterChip } from '@/ui/filter-chip'
import { useWords } from '@/words/words-provider'

interface Filter {
  key: readonly string[]
  cause: readonly string[]
  deviceId: readonly string[]
}

interface DriftFiltersProps {
  filter: Filter
  filtered: boolean
  onChange(change: Partial<Filter> | null): void
}

const causes = ['changed-on-device', 'failed-push', 'dropped-by-firmware'] as const

/** How much drifts in all, and by what the list can be narrowed. */
export function DriftFilters({ filter, filtered, onChange }: DriftFiltersProps) {
  const { t, number } = useWords()
  const settings = useProfileSettings()
  const summary = useRead('GET /organizations/{organizationId}/drift/summary', {
    params: useOrganizationParams(),
  }).data
  const causeName = (cause: string) => {
    const known = causes.find((one) => one === cause)
    return known ? t(`drift.cause.${known}`) : cause
  }
  return (
    <div className="mb-3 grid gap-2.5">
      <p className="text-13 text-muted">
        {summary && summary.devices > 0 ? (
          <>
            <strong className="font-medium text-text">{t('drift.devices', { count: summary.devices })}</strong>{' '}
            {t('drift.settings', { count: summary.settings })}.
          </>
        ) : (
          t('drift.lead')
        )}
      </p>
      {((summary?.devices ?? 0) > 0 || filtered) && (
        <div className="flex flex-wrap items-center gap-2">
          <FilterChip
            label={t('drift.setting')}
            options={(summary?.byKey ?? []).map(({ key, devices }) => ({
              value: key,
              label: settings?.find(key)?.name ?? key,
              detail: number(devices),
            }))}
            chosen={filter.key}
            onChange={(key) => onChange({ key })}
          />
          <FilterChip
            label={t('drift.cause')}
            options={(summary?.byCause ?? []).map((one) => ({
              value: one.cause,
              label: causeName(one.cause),
              detail: number(one.settings),
            }))}
            chosen={filter.cause}
            onChange={(cause) => onChange({ cause })}
          />
          {filtered && (
            <Button look="ghost" size="small" onClick={() => onChange(null)}>
              {t('ui.clearFilters')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
