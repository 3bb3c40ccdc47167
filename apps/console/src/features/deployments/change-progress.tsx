'use client'

import type { Target } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { unfinished } from './target-times'

const ProgressCard = dynamic(() => import('./progress-card').then((module) => module.ProgressCard), { ssr: false })

const recentlyFinished = 10 * 60_000

const isWorthShowing = ({ state, finishedAt }: Target) =>
  unfinished(state) ||
  state === 'failed' ||
  (finishedAt !== null && Date.now() - Date.parse(finishedAt) < recentlyFinished)

/** The newest change to a device, while it is on its way, for a while after, and until a failure was dealt with. */
export function ChangeProgress({ deviceId }: { deviceId: string }) {
  const { may } = useSession()
  const targets = useRead(
    'GET /organizations/{organizationId}/devices/{deviceId}/targets',
    { params: { ...useOrganizationParams(), deviceId }, query: { limit: 1 } },
    { enabled: may('deployments.view') },
  )
  const target = targets.data?.items[0]
  return target && isWorthShowing(target) ? <ProgressCard target={target} /> : null
}
