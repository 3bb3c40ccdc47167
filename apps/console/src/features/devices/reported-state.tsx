'use client'

import type { Device } from '@maestro/contract'
import { Box } from '@/ui/box'
import { RelativeTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'

type Line = { path: string; value: string }

function linesOf(value: unknown, path: string): Line[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: String(value) }]
  return Object.entries(value).flatMap(([key, inner]) =>
    linesOf(inner, Array.isArray(value) ? `${path}[${Number(key) + 1}]` : path ? `${path}.${key}` : key),
  )
}

/** The device's own words, whole and unchanged; settings are shown with the configuration. */
export function ReportedState({ device }: { device: Device }) {
  const { t } = useWords()
  const { settings: _, ...state } = device.reported
  const lines = linesOf(state, '')
  return (
    <Box
      title={t('device.reported')}
      aside={
        device.reportedAt && (
          <>
            {t('device.reportedAt')} <RelativeTime at={device.reportedAt} />
          </>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="text-13 text-muted">{t('device.notReported')}</p>
      ) : (
        <dl className="grid grid-cols-[minmax(120px,max-content)_1fr] gap-x-5 text-13">
          {lines.map((line) => (
            <div
              key={line.path}
              className="col-span-2 grid grid-cols-subgrid border-t border-line py-1.5 first:border-t-0"
            >
              <dt className="mono text-faint [overflow-wrap:anywhere]">{line.path}</dt>
              <dd className="mono [overflow-wrap:anywhere]">{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Box>
  )
}
