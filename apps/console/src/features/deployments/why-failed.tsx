'use client'

import type { Target } from '@maestro/contract'
import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { text, useAddress } from '@/ui/address'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'

/** The same reason once, with how many devices gave it. */
function grouped(targets: readonly Target[]): Array<{ text: string; count: number }> {
  const counts = new Map<string, number>()
  for (const target of targets) {
    const text = target.reason?.text ?? '–'
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
}

const address = { target: text }

export function WhyFailed({ deploymentId }: { deploymentId: string }) {
  const { t, number } = useWords()
  const [, setAddress] = useAddress(address)
  const failed = useRead('GET /organizations/{organizationId}/deployments/{deploymentId}/targets', {
    params: { ...useOrganizationParams(), deploymentId },
    query: { state: 'failed', limit: 200 },
  })
  const reasons = grouped(failed.data?.items ?? [])
  if (reasons.length === 0) return null
  return (
    <Box title={t('deployments.whyFailed')}>
      <ul className="divide-y divide-line text-13">
        {reasons.map((reason) => (
          <li key={reason.text} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
            <span className="min-w-0 flex-1">{reason.text}</span>
            <span className="font-medium">{number(reason.count)}</span>
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => setAddress({ target: 'failed' })}
            >
              {t('deployments.showDevices')}
            </button>
          </li>
        ))}
      </ul>
    </Box>
  )
}
