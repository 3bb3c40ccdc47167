'use client'

import type { LicenseRule } from '@maestro/contract'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { RelativeTime } from '@/ui/relative-time'
import { Status, Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { RuleActions } from './license-rules-actions'
import { RulePriority } from './license-rules-priority'

const WaitingDialog = dynamic(() => import('./license-rules-waiting'), { ssr: false })

function RuleState({ rule }: { rule: LicenseRule }) {
  const { t } = useWords()
  if (!rule.enabled) return <Tag>{t('licenseRules.paused')}</Tag>
  if (!rule.appliedAt) {
    return (
      <Status tone="info" moving>
        {t('licenseRules.applying')}
      </Status>
    )
  }
  return (
    <Status tone="ok">
      {t('licenseRules.applied')} <RelativeTime at={rule.appliedAt} className="text-12 text-muted" />
    </Status>
  )
}

/** How many devices go without for lack of units; pressing it shows which. */
function Waiting({ rule }: { rule: LicenseRule }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  if (rule.waiting === 0) return <span className="text-muted">{t('ui.none')}</span>
  return (
    <>
      <Button size="small" look="ghost" className="text-warn" onClick={() => setOpen(true)}>
        {t('licenseRules.waiting', { count: rule.waiting })}
      </Button>
      {open && <WaitingDialog rule={rule} onClose={() => setOpen(false)} />}
    </>
  )
}

export function useRuleColumns(manages: boolean): ReadonlyArray<TableColumn<LicenseRule>> {
  const { t } = useWords()
  const { href } = useSession()
  const { featureName } = useCatalogue()
  return useMemo(() => {
    const columns: Array<TableColumn<LicenseRule>> = [
      {
        id: 'feature',
        header: t('licenses.feature'),
        always: true,
        cell: (rule) => <span className="font-medium">{featureName(rule.featureKey)}</span>,
      },
      {
        id: 'group',
        header: t('licenseRules.group'),
        cell: (rule) => (
          <Link
            href={href(`/configuration/groups/${rule.group.id}`)}
            className="text-accent underline-offset-2 hover:underline"
          >
            {rule.group.name}
          </Link>
        ),
      },
      { id: 'state', header: t('device.state'), cell: (rule) => <RuleState rule={rule} /> },
      { id: 'waiting', header: t('licenseRules.waiting.header'), cell: (rule) => <Waiting rule={rule} /> },
      {
        id: 'priority',
        header: t('groups.priority'),
        cell: (rule) => (manages ? <RulePriority key={rule.version} rule={rule} /> : rule.priority),
      },
      {
        id: 'actions',
        header: t('ui.actions'),
        quiet: true,
        align: 'right',
        cell: (rule) => manages && <RuleActions rule={rule} />,
      },
    ]
    return columns
  }, [t, href, featureName, manages])
}
