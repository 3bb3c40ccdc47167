'use client'

import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { several, text, useAddress } from '@/ui/address'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'

const address = { target: text, reason: several }

/** Failures by reason, each with what to do next and the way to its devices. */
export function WhyFailed({ deploymentId }: { deploymentId: string }) {
  const { t, number, knows } = useWords()
  const [, setAddress] = useAddress(address)
  const failures = useRead('GET /organizations/{organizationId}/deployments/{deploymentId}/failures', {
    params: { ...useOrganizationParams(), deploymentId },
  })
  const reasons = failures.data?.items ?? []
  if (reasons.length === 0) return null
  return (
    <Box title={t('deployments.whyFailed')}>
      <ul className="divide-y divide-line text-13">
        {reasons.map((reason) => {
          const next = `failure.next.${reason.code}`
          return (
            <li
              key={`${reason.code}-${reason.text}`}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0"
            >
              <span className="min-w-0 flex-1">
                {reason.text}
                {knows(next) && <span className="block text-muted">{(t as (key: string) => string)(next)}</span>}
              </span>
              <span className="font-medium">{number(reason.devices)}</span>
              <button
                type="button"
                className="text-accent hover:underline"
                onClick={() => setAddress({ target: 'failed', reason: [reason.code] })}
              >
                {t('deployments.showDevices')}
              </button>
            </li>
          )
        })}
      </ul>
    </Box>
  )
}
