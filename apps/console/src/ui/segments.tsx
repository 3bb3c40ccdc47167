'use client'

import { clsx } from 'clsx'
import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  options: ReadonlyArray<{ value: Value; label: ReactNode; disabled?: boolean }>
  onChange(value: Value): void
}

/** A few choices side by side, of which one holds. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className="inline-flex max-w-full flex-wrap rounded-[7px] border border-line-strong bg-panel p-0.5"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          className={clsx(
            'rounded-[5px] px-2.5 py-1 text-12 text-muted disabled:opacity-50',
            'data-[state=checked]:bg-accent-soft data-[state=checked]:font-medium data-[state=checked]:text-accent',
          )}
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
