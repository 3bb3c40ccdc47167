'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '@/words/words-provider'

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-2 text-13">{children}</dl>
}

interface FactProps {
  name: string
  /** What lands on the clipboard; without it the fact has no copy button. */
  copy?: string | null | undefined
  children: ReactNode
}

export function Fact({ name, copy, children }: FactProps) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="group flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1 [overflow-wrap:anywhere]">
        {children}
        {copy && <CopyButton what={name} text={copy} />}
      </dd>
    </>
  )
}

export function CopyButton({ what, text }: { what: string; text: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={copied ? t('ui.copied') : t('ui.copy', { what })}
      className="-my-1 grid size-6 place-items-center rounded text-faint opacity-0 hover:bg-off-soft hover:text-text focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
    >
      {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
    </button>
  )
}
