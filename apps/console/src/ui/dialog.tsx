'use client'

import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'

const scrim = 'fixed inset-0 z-40 bg-scrim appear'
const surface = 'fixed z-50 flex flex-col border-line-strong bg-raised shadow-float outline-none'
const places = {
  dialog:
    'appear inset-x-3 top-[8dvh] mx-auto max-h-[84dvh] max-w-[520px] rounded-xl border max-sm:top-auto max-sm:bottom-3',
  wide: 'appear inset-x-3 top-[7dvh] mx-auto max-h-[86dvh] max-w-[880px] rounded-xl border max-sm:top-auto max-sm:bottom-3',
  sheet: 'slide-in inset-y-0 right-0 w-full max-w-[720px] border-l max-sm:border-l-0',
} as const

interface DialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  lead?: ReactNode
  place?: keyof typeof places
  footer?: ReactNode
  children: ReactNode
}

/** What needs an answer before the page goes on. `sheet` keeps the page in sight beside it. */
export function Dialog({ open, onOpenChange, title, lead, place = 'dialog', footer, children }: DialogProps) {
  const { t } = useWords()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          className={clsx(surface, places[place])}
          {...(lead === undefined && { 'aria-describedby': undefined })}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-semibold tracking-tight">{title}</Radix.Title>
              {lead !== undefined && <Radix.Description className="mt-1 text-13 text-muted">{lead}</Radix.Description>}
            </div>
            <Radix.Close
              aria-label={t('ui.close')}
              className="-mr-1.5 grid size-8 place-items-center rounded-md text-muted hover:bg-off-soft"
            >
              <X size={16} aria-hidden />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
