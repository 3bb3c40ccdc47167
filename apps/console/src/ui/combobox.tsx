'use client'

import { clsx } from 'clsx'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/words/words-provider'
import { inputLook } from './field'
import OptionList, { type Option } from './option-list'
import { Popover } from './popover'

interface ComboboxProps {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  label: string
  options: readonly Option[]
  value: string | null
  onChange(value: string): void
  placeholder?: string
  search?: { text: string; onChange(text: string): void; busy: boolean }
}

/** One choice out of many, found by typing. */
export function Combobox({ label, options, value, onChange, placeholder, search, ...control }: ComboboxProps) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" {...control} className={clsx(inputLook, 'flex items-center justify-between text-left')}>
          <span className={clsx('truncate', !chosen && 'text-faint')}>
            {chosen?.label ?? placeholder ?? t('ui.choose')}
          </span>
          <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-faint" />
        </button>
      }
    >
      <OptionList
        label={label}
        options={options}
        chosen={value === null ? [] : [value]}
        search={search}
        onChoose={(next) => {
          onChange(next)
          setOpen(false)
        }}
      />
    </Popover>
  )
}
