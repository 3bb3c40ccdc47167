'use client'

import type { LicenseRule } from '@maestro/contract'
import Link from 'next/link'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'

/** Devices that a rule has no unit for, the next one first. */
export default function WaitingDialog({ rule, onClose }: { rule: LicenseRule; onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const { featureName, modelName } = useCatalogue()
  const params = { ...useOrganizationParams(), ruleId: rule.id }
  const list = useList('GET /organizations/{organizationId}/license-rules/{ruleId}/waiting', {
    params,
    query: {},
  })
  const words = { feature: featureName(rule.featureKey), group: rule.group.name }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('licenseRules.waiting.title', words)}
      lead={t('licenseRules.waiting.lead')}
    >
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      <ol className="divide-y divide-line text-13">
        {itemsOf(list.data).map((device) => (
          <li key={device.id} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <Link href={href(`/devices/${device.id}`)} className="font-medium underline-offset-2 hover:underline">
              {device.name}
            </Link>
            <span className="text-muted">{device.room?.name ?? t('device.noRoom')}</span>
            <span className="ml-auto text-12 text-muted">{modelName(device.modelKey)}</span>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex justify-end">
        <ExportLink href={urlOf('/organizations/{organizationId}/license-rules/{ruleId}/waiting.csv', { params })} />
      </div>
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Dialog>
  )
}
