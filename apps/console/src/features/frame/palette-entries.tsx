'use client'

import { Command } from 'cmdk'
import type { ReactNode } from 'react'

/** Closes the palette, then does what was chosen. */
export type Act = (what: () => void) => () => void

export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  )
}

interface EntryProps {
  value: string
  keywords?: string[]
  onSelect(): void
  detail?: ReactNode
  children: ReactNode
}

export function Entry({ detail, children, ...item }: EntryProps) {
  return (
    <Command.Item
      {...item}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-13 data-[selected=true]:bg-off-soft"
    >
      <span className="min-w-0 truncate">{children}</span>
      {detail && <span className="ml-auto shrink-0 text-12 text-faint">{detail}</span>}
    </Command.Item>
  )
}
