'use client'

import { ListChecks, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'
import { useRuleColumns } from './license-rules-columns'
import { LicensesFrame } from './licenses-frame'

const CreateRuleDialog = dynamic(() => import('./license-rules-create'), { ssr: false })

/** Groups whose devices always have a feature, while units last. */
export function LicenseRulesPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const params = useOrganizationParams()
  const list = useList('GET /organizations/{organizationId}/license-rules', {
    params,
    query: {},
  })
  const columns = useRuleColumns(may('licenses.manage'))
  const rules = itemsOf(list.data)
  const add = may('licenses.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('licenseRules.add')}
    </Button>
  )
  return (
    <LicensesFrame
      actions={
        <>
          <ExportLink href={urlOf('/organizations/{organizationId}/license-rules/export.csv', { params })} />
          {add}
        </>
      }
    >
      <p className="mb-3 text-13 text-muted">{t('licenseRules.lead')}</p>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && rules.length === 0 && (
        <Empty icon={ListChecks} title={t('licenseRules.empty')} actions={add}>
          {t('licenseRules.empty.body')}
        </Empty>
      )}
      {rules.length > 0 && (
        <Table label={t('licenseRules.title')} rows={rules} columns={columns} idOf={(rule) => rule.id} />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <CreateRuleDialog onClose={() => setAdding(false)} />}
    </LicensesFrame>
  )
}
