'use client'

import { useSession } from '@/features/session/session'

/** Only members approve for their organization: whoever is here through a grant is no second opinion of theirs. */
export function useMayApprove(): boolean {
  const { may, organization } = useSession()
  return may('deployments.approve') && organization.through === null
}
