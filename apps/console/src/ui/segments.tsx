'use client'

import { type ReactNode, useId } from 'react'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  options: ReadonlyArray<{ value: Value; label: ReactNode; disabled?: boolean }>
  onChange(value: Value): void
}

/** A few choices side by side, of which one holds. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <fieldset
      aria-label={label}
      className="inline-flex w-max min-w-0 max-w-full flex-wrap rounded-[7px] border border-line-strong bg-panel p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="cursor-pointer rounded-[5px] px-2.5 py-1 text-12 text-muted has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-disabled:cursor-not-allowed has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-[var(--focus)]"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
