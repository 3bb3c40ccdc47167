'use client'

import type { FeaturePosition } from '@maestro/contract'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import type { TableColumn } from '@/ui/table/columns'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

/** The same numbers as the bars, to be read line by line. */
export function PositionTable({ features }: { features: readonly FeaturePosition[] }) {
  const { t } = useWords()
  const columns = usePositionColumns()
  return (
    <Table
      label={t('licenses.tab.position')}
      rows={features}
      columns={columns}
      idOf={(feature) => feature.featureKey}
    />
  )
}

function usePositionColumns(): ReadonlyArray<TableColumn<FeaturePosition>> {
  const { t, number } = useWords()
  const { featureName } = useCatalogue()
  return useMemo(() => {
    const count = (id: keyof Omit<FeaturePosition, 'featureKey'>, header: string) => ({
      id,
      header,
      align: 'right' as const,
      cell: (feature: FeaturePosition) => number(feature[id]),
    })
    return [
      {
        id: 'feature',
        header: t('licenses.feature'),
        always: true,
        cell: (feature) => featureName(feature.featureKey),
      },
      count('purchased', t('position.purchased')),
      count('assigned', t('licenses.assigned')),
      count('confirmed', t('licenses.confirmed')),
      count('reserved', t('licenses.reserved')),
      count('transferred', t('licenses.transferred')),
      count('free', t('licenses.free')),
      count('unusable', t('licenses.unusable')),
      count('expiring30', t('position.endIn', { days: 30 })),
      count('expiring60', t('position.endIn', { days: 60 })),
      count('expiring90', t('position.endIn', { days: 90 })),
      count('over', t('position.overHead')),
      count('dropped', t('position.droppedHead')),
      count('trial', t('position.trialHead')),
    ]
  }, [t, number, featureName])
}
