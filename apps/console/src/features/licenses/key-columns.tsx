'use client'

import type { LicenseKey } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { KeyState } from './key-state'

export function useKeyColumns(): ReadonlyArray<TableColumn<LicenseKey>> {
  const { t, number } = useWords()
  const { href } = useSession()
  const { featureName } = useCatalogue()
  return useMemo(
    () => [
      {
        id: 'key',
        header: t('licenses.key'),
        always: true,
        cell: (key) => (
          <Link href={href(`/licenses/keys/${key.id}`)} className="mono">
            {key.hint}
          </Link>
        ),
      },
      { id: 'feature', header: t('licenses.feature'), cell: (key) => featureName(key.featureKey) },
      { id: 'state', header: t('device.state'), cell: (key) => <KeyState state={key.state} /> },
      {
        id: 'customer',
        header: t('licenses.customer'),
        cell: (key) => {
          if (key.evidence) return <span className="text-muted">{key.evidence.source}</span>
          return key.customer?.name ?? <span className="text-muted">{t('licenses.anyone')}</span>
        },
      },
      {
        id: 'reference',
        header: t('keys.reference'),
        cell: (key) => <span className="mono">{key.orderReference ?? '–'}</span>,
      },
      { id: 'units', header: t('licenses.units'), align: 'right', cell: (key) => number(key.units) },
      { id: 'by', header: t('licenses.issuedBy'), cell: (key) => key.createdBy },
      { id: 'at', header: t('audit.when'), align: 'right', cell: (key) => <RelativeTime at={key.createdAt} /> },
    ],
    [t, number, href, featureName],
  )
}
