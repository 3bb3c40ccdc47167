'use client'

import type { Deployment } from '@maestro/contract'
import { Fact } from '@/ui/facts'
import { ExactTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** Whom a deployment is for and when it may be sent. */
export function PlanFacts({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { scope, window, startsAt } = deployment
  const days = weekdays.filter((day) => window?.days.includes(day)).map((day) => t(`weekday.${day}`))
  return (
    <>
      {scope && (
        <Fact name={t('deployments.scope')}>
          <ScopeText scope={scope} />
          {deployment.growth === 'growing' && <span className="text-muted">{t('deployments.growing')}</span>}
        </Fact>
      )}
      {startsAt && (
        <Fact name={t('deployments.startsAt')}>
          <ExactTime at={startsAt} />
        </Fact>
      )}
      {window && (
        <Fact name={t('deployments.window')}>
          {t('deployments.window.value', { days: days.join(', '), from: window.from, to: window.to })}
        </Fact>
      )}
      {deployment.forced && <Fact name={t('targets.force')}>{t('deployments.forced')}</Fact>}
      {deployment.autoRollback && <Fact name={t('prepare.stops')}>{t('deployments.autoRollback')}</Fact>}
    </>
  )
}

function ScopeText({ scope }: { scope: NonNullable<Deployment['scope']> }) {
  const { t } = useWords()
  if ('deviceIds' in scope) return <>{t('deployments.scope.deviceIds', { count: scope.deviceIds.length })}</>
  if ('groupId' in scope) return <>{t('deployments.scope.groupId')}</>
  if ('locationId' in scope) return <>{t('deployments.scope.locationId')}</>
  if ('profileId' in scope) return <>{t('deployments.scope.profileId')}</>
  return <>{t('filter' in scope ? 'deployments.scope.filter' : 'deployments.scope.everyone')}</>
}
