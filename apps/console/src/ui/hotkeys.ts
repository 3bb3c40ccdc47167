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

function isQuiet(event: KeyboardEvent, name: string): boolean {
  if (event.defaultPrevented || event.altKey) return true
  return !name.startsWith('mod+') && (isTyping(event.target) || isBehindDialog(event.target))
}

const find = (hotkeys: Hotkeys, first: string, name: string) => hotkeys[`${first} ${name}`] ?? hotkeys[name]

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
      if (isQuiet(event, name)) return
      const recent = event.timeStamp - firstAt < sequenceTimeout
      const act = find(current.current, recent ? first : '', name)
      first = act ? '' : name
      firstAt = event.timeStamp
      if (!act) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
