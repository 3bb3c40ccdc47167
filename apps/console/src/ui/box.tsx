import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface BoxProps {
  title?: ReactNode
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A card, for what is really separate. */
export function Box({ title, aside, className, children }: BoxProps) {
  return (
    <section className={clsx('rounded-lg border border-line bg-panel px-4 py-3.5', className)}>
      {title !== undefined && (
        <header className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 className="text-13 font-semibold">{title}</h2>
          {aside !== undefined && <div className="text-13 text-muted">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
