'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { inputLook } from './field'
import { useHotkeys } from './hotkeys'

interface SearchFieldProps {
  label: string
  value: string
  onChange(value: string): void
}

/** Searches a list as you type, a moment after the last key; `/` puts the cursor into it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(value)
  useEffect(() => {
    if (value !== sent.current) setText(value)
    sent.current = value
  }, [value])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      onChange(text)
    }, 200)
    return () => clearTimeout(timer)
  }, [text, onChange])
  useHotkeys({ '/': () => input.current?.focus() })
  return (
    <div className="relative w-full sm:w-64">
      <Search size={14} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
        className={`${inputLook} pl-8`}
      />
    </div>
  )
}
