'use client'

import { KeyRound } from 'lucide-react'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { useWords } from '@/words/words-provider'
import { Positions, type PositionView } from './position'

export function OwnPosition({ view }: { view: PositionView }) {
  const { t } = useWords()
  const position = useRead('GET /organizations/{organizationId}/licenses/position', { params: useOrganizationParams() })
  if (position.error) return <ProblemState error={position.error} onRetry={() => void position.refetch()} />
  if (!position.data) return <SkeletonRows rows={4} />
  if (position.data.features.length === 0) {
    return (
      <Empty icon={KeyRound} title={t('licenses.empty')}>
        {t('licenses.empty.body')}
      </Empty>
    )
  }
  return <Positions features={position.data.features} view={view} linked />
}
