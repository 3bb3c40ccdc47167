import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

const looks = {
  plain: 'border-line-strong bg-panel text-text hover:bg-off-soft',
  go: 'border-accent bg-accent text-accent-ink hover:brightness-110',
  ghost: 'border-transparent text-muted hover:bg-off-soft hover:text-text',
  danger: 'border-bad bg-panel text-bad hover:bg-bad-soft',
} as const

const sizes = {
  normal: 'h-8 px-3 text-13',
  small: 'h-7 px-2 text-12',
  large: 'h-10 px-4 text-14',
  icon: 'size-8 justify-center',
} as const

interface ButtonLook {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  className?: string | undefined
}

/** For links that look like buttons. */
export function buttonClass({ look = 'plain', size = 'normal', className }: ButtonLook = {}): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-[7px] border font-medium transition-colors duration-100 disabled:opacity-55',
    looks[look],
    sizes[size],
    className,
  )
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  className?: string
  busy?: boolean
  icon?: ReactNode
}

/** A button says with a verb what it does; while `busy` it ignores further presses. */
export function Button({ look, size, busy, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ ...(look && { look }), ...(size && { size }), className })}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

export function Spinner() {
  return (
    <span
      aria-hidden
      className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent opacity-70"
    />
  )
}
