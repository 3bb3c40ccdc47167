'use client'

import type { ProfileCopy } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import type { PublishResults } from './use-publish'

function Has({ row: { copy, publishable }, newest }: { row: ProfileCopy; newest: number }) {
  const { t } = useWords()
  if (!publishable && !copy) return <Status tone="off">{t('copies.state.refused')}</Status>
  if (!copy) return <Status tone="off">{t('copies.state.none')}</Status>
  if (copy.archived) return <Status tone="warn">{t('copies.state.archived')}</Status>
  const { version } = copy
  if (version === null) return <Status tone="warn">{t('copies.state.unknown')}</Status>
  return version === newest ? (
    <Status tone="ok">{t('copies.state.current', { version })}</Status>
  ) : (
    <Status tone="warn">{t('copies.state.behind', { version })}</Status>
  )
}

function Result({ result }: { result: PublishResults[number] }) {
  const { t } = useWords()
  return (
    <span className="block min-w-44 whitespace-normal py-1.5">
      <Status tone={result.outcome === 'refused' ? 'bad' : 'ok'}>{t(`copies.result.${result.outcome}`)}</Status>
      {result.detail && <span className="block text-muted">{result.detail}</span>}
    </span>
  )
}

/** What a customer has of version `newest`, and what came of publishing just now. */
export function useCopyColumns(
  newest: number,
  results: PublishResults | undefined,
): ReadonlyArray<TableColumn<ProfileCopy>> {
  const { t } = useWords()
  return useMemo(() => {
    const resultOf = ({ customer }: ProfileCopy) => results?.find(({ customerId }) => customerId === customer.id)
    const columns: TableColumn<ProfileCopy>[] = [
      {
        id: 'customer',
        header: t('copies.customer'),
        always: true,
        cell: ({ customer, copy }) => (
          <Link href={`/o/${customer.id}${copy ? `/configuration/profiles/${copy.profileId}` : ''}`}>
            {customer.name}
          </Link>
        ),
      },
      { id: 'state', header: t('copies.state'), cell: (row) => <Has row={row} newest={newest} /> },
      {
        id: 'since',
        header: t('copies.since'),
        align: 'right',
        cell: ({ copy }) => (copy ? <RelativeTime at={copy.updatedAt} /> : '–'),
      },
      {
        id: 'result',
        header: t('copies.result'),
        wide: true,
        cell: (row) => {
          const result = resultOf(row)
          return result ? <Result result={result} /> : '–'
        },
      },
    ]
    return columns.filter(({ id }) => id !== 'result' || results !== undefined)
  }, [t, newest, results])
}
