'use client'

import type { Overview } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'

const shown = 6

/** How the fleet spreads over firmware versions, most used first. */
export function FirmwareBox({ overview }: { overview: Overview }) {
  const { t } = useWords()
  const { href } = useSession()
  const versions = overview.firmware.toSorted((a, b) => b.devices - a.devices).slice(0, shown)
  const most = Math.max(1, ...versions.map((version) => version.devices))
  return (
    <Box title={t('overview.firmware')}>
      {versions.length === 0 && <p className="text-13 text-muted">{t('overview.firmware.none')}</p>}
      <ul className="grid gap-1 text-13">
        {versions.map((version) => (
          <li key={version.version}>
            <Link
              href={href(`/devices?firmware=${encodeURIComponent(version.version)}`)}
              className="grid grid-cols-[88px_1fr_max-content] items-center gap-3 rounded py-1 hover:bg-off-soft/60"
            >
              <span className="mono">{version.version}</span>
              <span
                aria-hidden
                className="h-2 rounded-full bg-accent"
                style={{ width: `${(version.devices / most) * 100}%` }}
              />
              <span className="text-muted">{t('overview.firmware.devices', { count: version.devices })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Box>
  )
}
