'use client'

import { useEffect } from 'react'
import { Toaster as Sonner } from 'sonner'
import { toasterIsThere } from './toast'

export default function Toaster() {
  useEffect(() => toasterIsThere(), [])
  return (
    <Sonner
      position="bottom-left"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center font-sans gap-2.5 rounded-lg border border-line-strong bg-raised px-3.5 py-2.5 text-13 text-text shadow-float',
          description: 'text-muted',
          actionButton: 'ml-auto shrink-0 rounded-md px-2 py-1 font-medium text-accent hover:bg-off-soft',
          success: '[&_[data-icon]]:text-ok',
          error: '[&_[data-icon]]:text-bad',
        },
      }}
    />
  )
}
