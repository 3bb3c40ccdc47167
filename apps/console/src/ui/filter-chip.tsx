'use client'

import { clsx } from 'clsx'
import { ChevronDown, X } from 'lucide-react'
import { lazy } from 'react'
import { useWords } from '@/words/words-provider'
import { OnDemand } from './on-demand'
import type { Option } from './option-list'

const FilterOptions = lazy(() => import('./filter-options'))

interface FilterChipProps {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

export function FilterChip({ label, options, chosen, onChange }: FilterChipProps) {
  const { t } = useWords()
  const set = chosen.length > 0
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value)
  const toggle = (value: string) => {
    if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value))
    else onChange([...chosen, value])
  }
  return (
    <span
      className={clsx(
        'inline-flex h-7 items-center rounded-full text-12',
        set ? 'bg-accent-soft font-medium text-accent' : 'border border-line-strong border-dashed text-muted',
      )}
    >
      <OnDemand
        kind="dialog"
        content={FilterOptions}
        props={{ label, options, chosen, onChoose: toggle }}
        trigger={
          <button
            type="button"
            className={clsx(
              'inline-flex h-full items-center gap-1 rounded-full pl-2.5 hover:text-text',
              set ? 'pr-1' : 'pr-2.5',
            )}
          >
            {set ? t('ui.filterIs', { filter: label, values: names.join(', ') }) : label}
            {!set && <ChevronDown size={12} aria-hidden />}
          </button>
        }
      />
      {set && (
        <button
          type="button"
          aria-label={t('ui.removeFilter', { filter: label })}
          onClick={() => onChange([])}
          className="grid size-6 place-items-center rounded-full hover:bg-panel"
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
