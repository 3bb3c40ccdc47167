'use client'

import type { Profile, ProfileAssignment } from '@maestro/contract'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { PriorityField } from './priority-field'
import { ScopeChip } from './scope-chip'
import { useUnassign } from './use-unassign'

const AssignDialog = dynamic(() => import('./assign-dialog'), { ssr: false })

/** Where a profile is assigned. */
export function Assignments({ profile }: { profile: Profile }) {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const list = useList('GET /organizations/{organizationId}/assignments', {
    params: useOrganizationParams(),
    query: { profileId: profile.id },
  })
  const assignments = itemsOf(list.data)
  const editable = may('configuration.manage') && !profile.archivedAt
  const columns = useAssignmentColumns(editable)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={3} />
  const add = editable && (
    <Button look="go" icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
      {t('assignments.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {assignments.length === 0 ? (
        <Empty title={t('assignments.empty')} actions={add}>
          {t('assignments.empty.body')}
        </Empty>
      ) : (
        <>
          {add && <div className="flex">{add}</div>}
          <Table label={t('profile.tab.assignments')} rows={assignments} columns={columns} idOf={(one) => one.id} />
        </>
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <AssignDialog profile={profile} onClose={() => setAdding(false)} />}
    </div>
  )
}

function useAssignmentColumns(editable: boolean): ReadonlyArray<TableColumn<ProfileAssignment>> {
  const { t } = useWords()
  const unassign = useUnassign()
  return useMemo(
    () => [
      { id: 'scope', header: t('assignments.to'), always: true, cell: (one) => <ScopeChip scope={one.scope} /> },
      {
        id: 'priority',
        header: t('assignments.priority'),
        cell: (one) => (editable ? <PriorityField key={one.version} assignment={one} /> : one.priority),
      },
      { id: 'by', header: t('assignments.by'), cell: (one) => one.createdBy },
      {
        id: 'when',
        header: t('assignments.when'),
        align: 'right',
        cell: (one) => <RelativeTime at={one.createdAt} />,
      },
      {
        id: 'remove',
        header: t('ui.actions'),
        quiet: true,
        align: 'right',
        cell: (one) =>
          editable &&
          one.scope.kind !== 'partner' && (
            <Button
              look="ghost"
              size="small"
              aria-label={t('assignments.remove', { scope: one.scope.name })}
              onClick={() => unassign(one)}
            >
              {t('ui.remove')}
            </Button>
          ),
      },
    ],
    [t, editable, unassign],
  )
}
