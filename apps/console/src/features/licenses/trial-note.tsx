'use client'

import { useSession } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'

/** How long everything is still on; silent where there is no trial, and after its end. */
export function TrialNote() {
  const { t, rich } = useWords()
  const { organization } = useSession()
  const { trial } = organization
  if (!trial || trial.daysLeft <= 0) return null
  return (
    <p className="rounded-md bg-info-soft px-3 py-2 text-13 text-info">
      <strong className="font-medium">{t('trial.left', { days: trial.daysLeft })}</strong>{' '}
      {rich('trial.until', { day: <ExactTime at={trial.endsAt} style="date" /> })}
    </p>
  )
}
