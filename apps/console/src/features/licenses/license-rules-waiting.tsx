'use client'

import type { LicenseRule } from '@maestro/contract'
import Link from 'next/link'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'

/** Devices that a rule has no unit for, the next one first. */
export default function WaitingDialog({ rule, onClose }: { rule: LicenseRule; onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const { featureName, modelName } = useCatalogue()
  const list = useList('GET /organizations/{organizationId}/license-rules/{ruleId}/waiting', {
    params: { ...useOrganizationParams(), ruleId: rule.id },
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
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Dialog>
  )
}
