'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'

interface CheckboxProps {
  label: string
  checked: boolean | 'indeterminate'
  onChange(checked: boolean): void
}

export function Checkbox({ label, checked, onChange }: CheckboxProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      className="relative grid size-4 place-items-center rounded border border-line-strong bg-panel text-accent-ink after:absolute after:-inset-2.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
    >
      <Radix.Indicator>
        {checked === 'indeterminate' ? (
          <Minus size={12} aria-hidden />
        ) : (
          <Check size={12} strokeWidth={3} aria-hidden />
        )}
      </Radix.Indicator>
    </Radix.Root>
  )
}
