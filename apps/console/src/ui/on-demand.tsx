'use client'

import { type ComponentType, cloneElement, type ReactElement, Suspense, useState } from 'react'

export interface OnDemandContentProps {
  trigger: ReactElement
}

interface OnDemandProps<Props extends object> {
  /** A button; it stays the same element to the eye and to the keyboard before and after the content is there. */
  trigger: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu' | 'dialog'; 'aria-expanded'?: boolean }>
  /** A lazy component that opens as soon as it is mounted. */
  content: ComponentType<Props & OnDemandContentProps>
  props: Props
  kind?: 'menu' | 'dialog'
}

/** What floats above the page is fetched when somebody first asks for it, so that the page itself stays small. */
export function OnDemand<Props extends object>({
  trigger,
  content: Content,
  props,
  kind = 'menu',
}: OnDemandProps<Props>) {
  const [asked, setAsked] = useState(false)
  const closed = cloneElement(trigger, {
    onClick: () => setAsked(true),
    'aria-haspopup': kind,
    'aria-expanded': false,
  })
  if (!asked) return closed
  return (
    <Suspense fallback={closed}>
      <Content {...props} trigger={trigger} />
    </Suspense>
  )
}
