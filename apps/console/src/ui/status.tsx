import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, CircleDashed, CircleX, Clock3, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'off'

const icons: Record<Tone, LucideIcon> = {
  ok: CircleCheck,
  info: Clock3,
  warn: CircleAlert,
  bad: CircleX,
  off: CircleDashed,
}
const colours: Record<Tone, string> = {
  ok: 'text-ok',
  info: 'text-info',
  warn: 'text-warn',
  bad: 'text-bad',
  off: 'text-off',
}

interface StatusProps {
  tone: Tone
  children: ReactNode
  icon?: LucideIcon
  /** For states that will change by themselves. */
  moving?: boolean
  className?: string
}

/** A state: always an icon and a word, never a colour alone. */
export function Status({ tone, children, icon, moving, className }: StatusProps) {
  const Icon = icon ?? icons[tone]
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-13',
        colours[tone],
        className,
      )}
    >
      <Icon size={14} strokeWidth={2.25} aria-hidden className={clsx('shrink-0', moving && 'breathe')} />
      {children}
    </span>
  )
}

const tags = {
  plain: 'bg-off-soft text-muted',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  info: 'bg-info-soft text-info',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const

interface TagProps {
  tone?: keyof typeof tags
  title?: string
  children: ReactNode
}

export function Tag({ tone = 'plain', title, children }: TagProps) {
  return (
    <span
      title={title}
      className={clsx('inline-flex items-center whitespace-nowrap rounded-[5px] px-1.5 py-px text-12', tags[tone])}
    >
      {children}
    </span>
  )
}
