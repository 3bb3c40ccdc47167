'use client'

import { ListChecks, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { useRuleColumns } from './license-rules-columns'

const CreateRuleDialog = dynamic(() => import('./license-rules-create'), { ssr: false })

/** Groups whose devices always have a feature, while units last. */
export function LicenseRulesPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const list = useList('GET /organizations/{organizationId}/license-rules', {
    params: useOrganizationParams(),
    query: {},
  })
  const columns = useRuleColumns(may('licenses.manage'))
  const rules = itemsOf(list.data)
  useCrumbs([{ label: t('licenseRules.title') }])
  const add = may('licenses.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('licenseRules.add')}
    </Button>
  )
  return (
    <Page title={t('licenseRules.title')} lead={t('licenseRules.lead')} actions={add}>
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
    </Page>
  )
}
