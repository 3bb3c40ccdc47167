'use client'

import { useSession } from '@/features/session/session'
import { ApprovalForm } from './approval-form'
import { FreezePeriods } from './freeze-periods'

/** Who must look at a deployment before it starts, and when nothing is sent at all. */
export function DeploymentSettings() {
  const { organization } = useSession()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <ApprovalForm key={organization.version} />
      <FreezePeriods />
    </div>
  )
}
