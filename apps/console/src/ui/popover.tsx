'use client'

import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { floating } from './menu'

interface PopoverProps {
  trigger: ReactNode
  label: string
  open?: boolean
  onOpenChange?(open: boolean): void
  children: ReactNode
}

/** Opens as soon as it is there, unless its opener keeps the state itself. */
export function Popover({ trigger, label, children, ...state }: PopoverProps) {
  return (
    <Radix.Root defaultOpen {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align="start" sideOffset={4} collisionPadding={8} aria-label={label} className={floating}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
