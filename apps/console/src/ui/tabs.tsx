'use client'

import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useCurrentInView } from './use-current-in-view'

export interface TabItem<Value extends string> {
  value: Value
  label: ReactNode
  count?: ReactNode
  tone?: 'bad'
}

interface TabsProps<Value extends string> {
  label: string
  value: Value
  items: ReadonlyArray<TabItem<Value>>
  onChange(value: Value): void
}

/** Views of one list or thing. They are buttons that say which is pressed: the address of the page holds the choice. */
export function Tabs<Value extends string>({ label, value, items, onChange }: TabsProps<Value>) {
  const row = useCurrentInView<HTMLFieldSetElement>(value)
  return (
    <fieldset
      ref={row}
      aria-label={label}
      className="relative flex min-w-0 gap-4 overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-pressed={item.value === value}
          onClick={() => onChange(item.value)}
          className={clsx(
            '-mb-px flex shrink-0 items-baseline gap-1.5 whitespace-nowrap border-b-2 px-0.5 pt-1 pb-2 focus-visible:outline-offset-[-2px]',
            item.value === value
              ? 'border-accent font-medium text-text'
              : 'border-transparent text-muted hover:text-text',
          )}
        >
          {item.label}
          {item.count !== undefined && (
            <span className={clsx('text-12 font-medium', item.tone === 'bad' ? 'text-bad' : 'text-faint')}>
              {item.count}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  )
}
