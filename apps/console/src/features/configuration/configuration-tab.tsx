'use client'

import { useState } from 'react'
import { useRead } from '@/api/read'
import { DeviceDrift } from '@/features/drift/device-drift'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { EffectiveTable } from './effective-table'
import { NotOnFirmware } from './not-on-firmware'
import { PendingChanges } from './pending-changes'
import { useSettings } from './use-settings'

interface ConfigurationTabProps {
  deviceId: string
  deviceName: string
  modelKey: string
}

/** Everything in effect on a device: by default what somebody set, on request the defaults too. */
export function ConfigurationTab({ deviceId, deviceName, modelKey }: ConfigurationTabProps) {
  const { t } = useWords()
  const [which, setWhich] = useState<'set' | 'all'>('set')
  const [search, setSearch] = useState('')
  const settings = useSettings(modelKey)
  const read = useRead('GET /organizations/{organizationId}/devices/{deviceId}/configuration', {
    params: { ...useOrganizationParams(), deviceId },
  })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <SkeletonRows />
  const wanted = search.trim().toLowerCase()
  const values = read.data.values.filter((value) => {
    const name = settings?.byKey.get(value.key)?.name ?? ''
    const matches = value.key.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)
    return matches && (which === 'all' || value.layer.kind !== 'default')
  })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <DeviceDrift deviceId={deviceId} />
      <PendingChanges configuration={read.data} deviceName={deviceName} />
      <NotOnFirmware configuration={read.data} />
      <div className="flex flex-wrap items-center gap-3">
        <div className="w-full sm:w-64">
          <Input
            type="search"
            aria-label={t('configuration.search')}
            placeholder={t('configuration.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <Segments<'set' | 'all'>
          label={t('configuration.which')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'set', label: t('configuration.onlySet') },
            { value: 'all', label: t('configuration.everything') },
          ]}
        />
      </div>
      {values.length > 0 ? (
        <EffectiveTable modelKey={modelKey} values={values} />
      ) : (
        <p className="py-6 text-13 text-muted">
          {wanted ? t('configuration.noMatch', { query: search }) : t('configuration.empty')}
        </p>
      )}
    </div>
  )
}
