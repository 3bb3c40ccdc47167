'use client'

import type { Member } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { call } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { ExactTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { RoleChoice } from './role-choice'

const AddPersonDialog = dynamic(() => import('./add-person-dialog'), { ssr: false })

export function People() {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Member | null>(null)
  const list = useList('GET /organizations/{organizationId}/people', { params: useOrganizationParams(), query: {} })
  const columns = usePeopleColumns(setRemoving)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows />
  return (
    <div className="grid justify-items-start gap-3">
      {may('people.manage') && (
        <Button look="go" onClick={() => setAdding(true)}>
          {t('settings.people.add')}
        </Button>
      )}
      <div className="w-full">
        <Table
          label={t('settings.tab.people')}
          rows={itemsOf(list.data)}
          columns={columns}
          idOf={(one) => one.personId}
        />
      </div>
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <AddPersonDialog onClose={() => setAdding(false)} />}
      {removing && <RemoveDialog member={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

function usePeopleColumns(onRemove: (member: Member) => void): ReadonlyArray<TableColumn<Member>> {
  const { t } = useWords()
  const { me, may } = useSession()
  const manages = may('people.manage')
  return useMemo(
    () => [
      { id: 'name', header: t('settings.name'), always: true, cell: (member) => member.name },
      { id: 'email', header: t('settings.email'), cell: (member) => member.email },
      { id: 'role', header: t('settings.role'), cell: (member) => <RoleChoice member={member} /> },
      {
        id: 'since',
        header: t('settings.people.since'),
        cell: (member) => <ExactTime at={member.since} style="date" />,
      },
      ...(manages
        ? [
            {
              id: 'remove',
              header: t('ui.actions'),
              quiet: true,
              align: 'right' as const,
              cell: (member: Member) =>
                member.personId !== me.id && (
                  <Button look="ghost" size="small" onClick={() => onRemove(member)}>
                    {t('settings.people.remove')}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    [t, me.id, manages, onRemove],
  )
}

function RemoveDialog({ member, onClose }: { member: Member; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), personId: member.personId }
  const remove = useMutation({
    mutationFn: () =>
      call('DELETE /organizations/{organizationId}/people/{personId}', { params, version: member.version }),
    onSuccess: () => {
      toast.success(t('settings.people.removed', { name: member.name }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      danger
      title={t('settings.people.remove.title', { name: member.name })}
      body={t('settings.people.remove.body', { name: member.name })}
      submit={t('settings.people.remove.submit')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    />
  )
}
