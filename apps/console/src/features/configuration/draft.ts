'use client'

import { useCallback, useState } from 'react'

export type DraftValue = string | number | boolean | string[] | null
export type Draft = Readonly<Record<string, DraftValue>>

const keyOf = (deviceId: string) => `maestro-draft-${deviceId}`

function saved(deviceId: string): Draft {
  const text = sessionStorage.getItem(keyOf(deviceId))
  return text ? (JSON.parse(text) as Draft) : {}
}

/** What a person has chosen but not sent; it survives closing the sheet and reloading the page, but not secrets. */
export function useDraft(deviceId: string, isSecret: (key: string) => boolean) {
  const [draft, setDraft] = useState<Draft>(() => saved(deviceId))
  const keep = useCallback(
    (next: Draft) => {
      setDraft(next)
      const storable = Object.fromEntries(Object.entries(next).filter(([key]) => !isSecret(key)))
      if (Object.keys(storable).length === 0) sessionStorage.removeItem(keyOf(deviceId))
      else sessionStorage.setItem(keyOf(deviceId), JSON.stringify(storable))
    },
    [deviceId, isSecret],
  )
  const set = (key: string, value: DraftValue) => keep({ ...draft, [key]: value })
  const drop = (key: string) => keep(Object.fromEntries(Object.entries(draft).filter(([other]) => other !== key)))
  return { draft, set, drop, clear: () => keep({}) }
}
