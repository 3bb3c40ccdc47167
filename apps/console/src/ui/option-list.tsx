'use client'

import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'

export interface Option {
  value: string
  label: string
  detail?: ReactNode
}

interface OptionListProps {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChoose(value: string): void
  /** Given when the options come from a search elsewhere; otherwise the list filters itself. */
  search?: { text: string; onChange(text: string): void; busy: boolean } | undefined
}

/** Options to search and choose from by keyboard; lives inside a popover. */
export default function OptionList({ label, options, chosen, onChoose, search }: OptionListProps) {
  const { t } = useWords()
  return (
    <Command label={label} shouldFilter={!search} className="w-64 max-w-[calc(100vw-2rem)]">
      {(options.length > 7 || search) && (
        <Command.Input
          autoFocus
          placeholder={t('ui.search')}
          {...(search && { value: search.text, onValueChange: search.onChange })}
          className="mb-1 h-8 w-full rounded-md border border-line bg-panel px-2 text-13 outline-none placeholder:text-faint focus:border-accent"
        />
      )}
      <Command.List className="max-h-72 overflow-y-auto" {...(options.length <= 7 && !search && { tabIndex: 0 })}>
        <Command.Empty className="px-2 py-3 text-13 text-muted">
          {search?.busy ? t('ui.loading') : t('ui.nothingFound')}
        </Command.Empty>
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label]}
            onSelect={() => onChoose(option.value)}
            className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-off-soft"
          >
            <span className="grid size-4 shrink-0 place-items-center text-accent">
              {chosen.includes(option.value) && <Check size={14} aria-hidden />}
            </span>
            <span className="min-w-0 flex-1">{option.label}</span>
            {option.detail && <span className="text-12 text-faint">{option.detail}</span>}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
