import type { Target } from '@maestro/contract'

export const unfinished = (state: Target['state']) => state === 'planned' || state === 'waiting' || state === 'sent'

/** Seconds from sending to the device's answer, to a tenth. */
export function tookSeconds(target: Pick<Target, 'sentAt' | 'finishedAt'>): number | null {
  if (!target.sentAt || !target.finishedAt) return null
  return Math.max(0, Math.round((Date.parse(target.finishedAt) - Date.parse(target.sentAt)) / 100) / 10)
}
