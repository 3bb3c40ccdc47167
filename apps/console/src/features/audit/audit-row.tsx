'use client'

import type { AuditEntry } from '@maestro/contract'
import { ChevronRight, CircleX } from 'lucide-react'
import { useState } from 'react'
import { ExactTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { Actor } from './actor'
import { AuditDetails } from './audit-details'
import { reasonOf } from './changes'
import { AuditSentence } from './sentence'

/** One line per entry; it opens to what was before and after. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const reason = reasonOf(entry)
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid w-full items-baseline gap-x-4 gap-y-0.5 py-2 text-left text-13 hover:bg-off-soft/60 focus-visible:outline-offset-[-2px] md:grid-cols-[16px_150px_170px_minmax(0,1fr)_max-content]"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={`self-center text-faint transition-transform max-md:hidden ${open ? 'rotate-90' : ''}`}
        />
        <ExactTime at={entry.at} className="text-muted" />
        <span className="truncate font-medium">
          <Actor entry={entry} />
        </span>
        <span className="min-w-0">
          <AuditSentence entry={entry} />
          {reason && <span className="block text-muted">{reason}</span>}
        </span>
        <span>
          {entry.outcome !== 'done' && (
            <Status tone="bad" icon={CircleX}>
              {t(`audit.outcome.${entry.outcome}`)}
            </Status>
          )}
        </span>
      </button>
      {open && <AuditDetails entry={entry} />}
    </li>
  )
}
