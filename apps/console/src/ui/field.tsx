'use client'

import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { useWords } from '@/words/words-provider'

export const inputLook =
  'h-9 w-full min-w-0 rounded-[7px] border border-line-strong bg-panel px-2.5 text-14 text-text placeholder:text-faint aria-invalid:border-bad disabled:opacity-60 md:h-8 md:text-13'

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  className?: string
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** A label, a control, what it means, and what is wrong with it: beside the control, never in a tooltip alone. */
export function Field({ label, hint, error, optional, className, children }: FieldProps) {
  const { t } = useWords()
  const id = useId()
  const described = clsx(hint && `${id}-hint`, error && `${id}-error`)
  return (
    <div className={clsx('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="text-13 font-medium">
        {label}
        {optional && <span className="ml-1.5 font-normal text-faint">{t('ui.optional')}</span>}
      </label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error !== undefined && error !== '' && { 'aria-invalid': true as const }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-12 text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={clsx(inputLook, className)} {...rest} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(inputLook, 'h-auto py-1.5 md:h-auto', className)} rows={2} {...rest} />
}

export function Choice({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select className={clsx(inputLook, 'pr-7', className)} {...rest}>
      {children}
    </select>
  )
}
