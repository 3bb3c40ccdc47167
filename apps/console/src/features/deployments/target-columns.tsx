'use client'

import type { Deployment, Target } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { PlannedChanges } from '@/features/preparation/planned-changes'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { ForceButton } from './force-button'
import { TargetState } from './target-state'
import { tookSeconds } from './target-times'

const forceable = ({ state, forced }: Target) => (state === 'waiting' || state === 'planned') && !forced

function Reason({ target }: { target: Target }) {
  const { t } = useWords()
  const { may } = useSession()
  return (
    <span className="block min-w-36 whitespace-normal py-1.5 text-muted">
      {target.reason?.text ?? '–'}
      {target.attempts > 1 && ` · ${t('targets.attempts', { attempts: target.attempts })}`}
      {target.nextAttemptAt && target.state === 'waiting' && (
        <span className="block">
          {t('targets.nextAttempt')}: <RelativeTime at={target.nextAttemptAt} />
        </span>
      )}
      {may('deployments.manage') && forceable(target) && <ForceButton target={target} />}
    </span>
  )
}

export function useTargetColumns({ rings }: Deployment): ReadonlyArray<TableColumn<Target>> {
  const { t, number } = useWords()
  const { href } = useSession()
  const names = rings.map((ring) => ring.name).join('\n')
  return useMemo(() => {
    const nameOf = names.split('\n')
    const columns: TableColumn<Target>[] = [
      {
        id: 'device',
        header: t('targets.device'),
        always: true,
        cell: (target) => (
          <span className="block py-1.5">
            <Link href={href(`/devices/${target.device.id}`)}>{target.device.name}</Link>
            {target.room && target.room.name !== target.device.name && (
              <span className="block truncate font-normal text-faint">{target.room.name}</span>
            )}
            {nameOf.length > 1 && (
              <span className="block truncate font-normal text-faint">{nameOf[target.ring] ?? target.ring}</span>
            )}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('targets.state'),
        cell: (target) => {
          const seconds = tookSeconds(target)
          return (
            <span className="block py-1.5">
              <TargetState state={target.state} />
              {seconds !== null && (
                <span className="block text-faint">{t('targets.tookSeconds', { seconds: number(seconds) })}</span>
              )}
            </span>
          )
        },
      },
      { id: 'reason', header: t('targets.reason'), wide: true, cell: (target) => <Reason target={target} /> },
      {
        id: 'change',
        header: t('targets.change'),
        cell: (target) => <PlannedChanges changes={target.changes} first={1} />,
      },
      {
        id: 'since',
        header: t('targets.since'),
        align: 'right',
        cell: (target) => <RelativeTime at={target.finishedAt ?? target.sentAt ?? target.plannedAt} />,
      },
    ]
    return columns
  }, [t, number, href, names])
}
