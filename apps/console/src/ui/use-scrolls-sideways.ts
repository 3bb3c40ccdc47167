'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Whether what is in the box is wider than the box, now and whenever either changes. */
export function useScrollsSideways(box: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () =>
      setScrolls(element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX === 'auto')
    const observer = new ResizeObserver(look)
    for (const one of [element, ...element.children]) observer.observe(one)
    return () => observer.disconnect()
  }, [box])
  return scrolls
}
