'use client'

import { useEffect, useState } from 'react'

/** A timer cannot wait longer; nobody looks at a page for so long. */
const LONGEST = 2_000_000_000

/** Whether a moment has passed; says so as it does, also where nothing is read again. */
export function useIsPast(at: string | null): boolean {
  const moment = at === null ? Number.POSITIVE_INFINITY : Date.parse(at)
  const [, setSeen] = useState(moment)
  useEffect(() => {
    const left = moment - Date.now()
    if (left <= 0 || left > LONGEST) return
    const timer = setTimeout(() => setSeen(Date.now()), left)
    return () => clearTimeout(timer)
  }, [moment])
  return moment <= Date.now()
}
