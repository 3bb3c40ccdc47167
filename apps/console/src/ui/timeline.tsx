import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Tone } from './status'

const dots: Record<Tone, string> = {
  ok: 'bg-ok',
  info: 'bg-info',
  warn: 'bg-warn',
  bad: 'bg-bad',
  off: 'bg-line-strong',
}

export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="ml-1 border-l border-line-strong">
      {children}
    </ul>
  )
}

interface EventProps {
  tone: Tone
  detail: ReactNode
  children: ReactNode
}

/** One thing that happened: a sentence, and when and by whom beneath it. */
export function TimelineEvent({ tone, detail, children }: EventProps) {
  return (
    <li className="appear relative pb-3.5 pl-4 text-13 last:pb-0">
      <span
        aria-hidden
        className={clsx('absolute top-1.5 -left-[4.5px] size-2 rounded-full ring-2 ring-bg', dots[tone])}
      />
      <div className="[overflow-wrap:anywhere]">{children}</div>
      <div className="text-12 text-faint">{detail}</div>
    </li>
  )
}
