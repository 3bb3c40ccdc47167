'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** A row that scrolls sideways shows the one that is chosen, without moving the page. */
export function useCurrentInView<Row extends HTMLElement>(current: string): RefObject<Row | null> {
  const row = useRef<Row>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is chosen, so the row moves
  useEffect(() => {
    const element = row.current
    const chosen = element?.querySelector<HTMLElement>('[aria-pressed="true"], [aria-current="page"]')
    if (!element || !chosen) return
    const outer = element.getBoundingClientRect()
    const inner = chosen.getBoundingClientRect()
    if (inner.right > outer.right) element.scrollLeft += inner.right - outer.right
    else if (inner.left < outer.left) element.scrollLeft -= outer.left - inner.left
  }, [current])
  return row
}
