import { setTimeout as pause } from 'node:timers/promises'
import { isCollision } from '../platform/busy.js'

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? ''
}

/** A database that cannot be reached now, as opposed to one that refuses what it was given. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error)
  if (/^[0-9A-Z]{5}$/.test(code)) return /^(08|53|57|58)/.test(code)
  return code.startsWith('E') || (error instanceof Error && /connect(ion| )/i.test(error.message))
}

/** Repeats `work` through collisions and outages, and rejects only when what it does can never succeed. */
export async function stubbornly<T>(work: () => Promise<T>, onOutage: (error: unknown) => void): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (isOutage(error)) onOutage(error)
      else if (!isCollision(error) || attempt >= 10) throw error
      await pause(Math.min(50 * 2 ** attempt, 2000) * (0.5 + Math.random()))
    }
  }
}
