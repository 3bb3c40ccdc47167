import { clsx } from 'clsx'
import type { Tone } from './status'

const fills: Record<Tone | 'accent', string> = {
  ok: 'bg-ok',
  info: 'bg-info',
  warn: 'bg-warn',
  bad: 'bg-bad',
  off: 'bg-line-strong',
  accent: 'bg-accent',
}

export interface BarPart {
  tone: Tone | 'accent'
  count: number
  label: string
}

interface BarProps {
  parts: readonly BarPart[]
  /** The whole; what the parts do not fill stays empty. */
  total: number
  label: string
}

/** Shares of a whole; the label carries the same numbers in words. */
export function Bar({ parts, total, label }: BarProps) {
  const text = parts
    .filter((part) => part.count > 0)
    .map((part) => `${part.label}: ${part.count}`)
    .join(', ')
  return (
    <div
      role="img"
      aria-label={text ? `${label}: ${text}` : label}
      className="flex h-2.5 gap-px overflow-hidden rounded-full bg-off-soft"
    >
      {parts
        .filter((part) => part.count > 0)
        .map((part) => (
          <span
            key={part.label}
            title={`${part.label}: ${part.count}`}
            className={clsx('min-w-1 transition-[width] duration-150', fills[part.tone])}
            style={{ width: `${(part.count / Math.max(total, 1)) * 100}%` }}
          />
        ))}
    </div>
  )
}
