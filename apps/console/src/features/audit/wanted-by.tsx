'use client'

import type { AuditEntry } from '@maestro/contract'
import { useWords } from '@/words/words-provider'

/** What the step of a deployment does not say by itself: who wanted the deployment, who approved it, and why. */
export function WantedBy({ entry }: { entry: Pick<AuditEntry, 'actor' | 'reason' | 'deployment'> }) {
  const { t } = useWords()
  const { deployment, actor, reason } = entry
  if (!deployment) return null
  const { wantedBy: name, approvedBy: by } = deployment
  const why = deployment.reason === reason ? null : deployment.reason
  return (
    <>
      {by && <span className="block text-muted">{t('audit.wantedAndApproved', { name, by })}</span>}
      {!by && name !== actor.name && <span className="block text-muted">{t('audit.wantedBy', { name })}</span>}
      {why && <span className="block text-muted">{t('audit.because', { reason: why })}</span>}
    </>
  )
}
