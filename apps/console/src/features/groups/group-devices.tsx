'use client'

import type { DeviceGroup } from '@maestro/contract'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useDeviceColumns } from '@/features/devices/device-columns'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useSelection } from '@/ui/table/use-selection'
import { useWords } from '@/words/words-provider'
import { useMembers } from './use-members'

const AddMemberDialog = dynamic(() => import('./add-member-dialog'), { ssr: false })
const shown = ['name', 'room', 'model', 'state', 'configuration']

/** The devices of a group; of one made by hand they can be added and taken out. */
export function GroupDevices({ group }: { group: DeviceGroup }) {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const selection = useSelection()
  const columns = useDeviceColumns().filter((column) => shown.includes(column.id))
  const { take } = useMembers(group, selection.clear)
  const list = useList('GET /organizations/{organizationId}/groups/{groupId}/devices', {
    params: { ...useOrganizationParams(), groupId: group.id },
    query: {},
  })
  const devices = itemsOf(list.data)
  const editable = group.rule === null && may('configuration.manage')
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows />
  const add = editable && (
    <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
      {t('group.devices.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {devices.length === 0 ? (
        <Empty title={t('group.devices.empty')} actions={add}>
          {t(group.rule ? 'group.devices.empty.rule' : 'group.devices.empty.hand')}
        </Empty>
      ) : (
        <>
          {add && <div className="flex">{add}</div>}
          <Table
            label={t('group.devices')}
            rows={devices}
            columns={columns}
            idOf={(device) => device.id}
            {...(editable && { selection })}
          />
        </>
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <BulkBar count={selection.chosen.size} onClear={selection.clear}>
        <Button busy={take.isPending} onClick={() => take.mutate([...selection.chosen])}>
          {t('group.devices.take')}
        </Button>
      </BulkBar>
      {adding && <AddMemberDialog group={group} onClose={() => setAdding(false)} />}
    </div>
  )
}
