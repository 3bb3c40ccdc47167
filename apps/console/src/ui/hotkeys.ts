'use client'

import { useEffect, useRef } from 'react'

/** Keys are written as pressed, sequences with a space: `g r`, `/`, `?`, `mod+k`. */
export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>

const sequenceTimeout = 900

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))

const isBehindDialog = (target: EventTarget | null) =>
  document.querySelector('[role="dialog"]') !== null &&
  !(target instanceof HTMLElement && target.closest('[role="dialog"]') !== null)

function nameOf(event: KeyboardEvent): string {
  const modified = event.ctrlKey || event.metaKey
  return `${modified ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
}

/** Listens while mounted. Plain keys stay quiet while somebody types or a dialog is open; `mod+` keys always work. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const current = useRef(hotkeys)
  useEffect(() => {
    current.current = hotkeys
  })
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const listen = (event: KeyboardEvent) => {
      const name = nameOf(event)
      const modified = name.startsWith('mod+')
      if (event.defaultPrevented || event.altKey) return
      if (!modified && (isTyping(event.target) || isBehindDialog(event.target))) return
      const sequence = event.timeStamp - firstAt < sequenceTimeout ? `${first} ${name}` : name
      const act = current.current[sequence] ?? current.current[name]
      first = name
      firstAt = event.timeStamp
      if (!act) return
      event.preventDefault()
      first = ''
      act(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
