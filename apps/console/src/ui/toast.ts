'use client'

import { useSyncExternalStore } from 'react'

type Kind = 'success' | 'error' | 'info'

let wanted = false
let mounted: (() => void) | undefined
const watchers = new Set<() => void>()
const ready = new Promise<void>((resolve) => {
  mounted = resolve
})

/** Whether anything was ever said: only then the page fetches what shows it. */
export const useToastsWanted = () =>
  useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => wanted,
    () => false,
  )

export const toasterIsThere = () => mounted?.()

interface Extras {
  description?: string
  action?: { label: string; onClick(): void }
}

async function say(kind: Kind, message: string | undefined, extras: Extras = {}): Promise<void> {
  if (!message) return
  wanted = true
  for (const changed of watchers) changed()
  const [{ toast: show }] = await Promise.all([import('sonner'), ready])
  show[kind](message, extras.action ? { ...extras, duration: 10_000 } : extras)
}

/** A short message in the corner that leaves by itself. */
export const toast = {
  success: (message: string | undefined, description?: string) =>
    void say('success', message, description === undefined ? {} : { description }),
  /** Says what was done, with the way back for ten seconds. */
  undoable: (message: string, label: string, onUndo: () => void) =>
    void say('success', message, { action: { label, onClick: onUndo } }),
  error: (message: string | undefined) => void say('error', message),
  info: (message: string | undefined) => void say('info', message),
}
