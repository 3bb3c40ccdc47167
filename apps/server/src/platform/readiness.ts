import { setTimeout as pause } from 'node:timers/promises'

const ANSWERS_WITHIN_MILLISECONDS = 2_000

/** What a process needs to do its work, besides being there. */
export class Readiness {
  private readonly needs = new Map<string, () => unknown>()

  /** @param isThere answers false, or fails, or is silent, when it is away */
  need(what: string, isThere: () => boolean | Promise<unknown>): void {
    this.needs.set(what, isThere)
  }

  async missing(): Promise<string[]> {
    const found = await Promise.all(
      [...this.needs].map(async ([what, isThere]) => ((await answers(isThere)) ? [] : [what])),
    )
    return found.flat()
  }
}

async function answers(isThere: () => unknown): Promise<boolean> {
  const late = new AbortController()
  try {
    const silence = pause(ANSWERS_WITHIN_MILLISECONDS, false, { signal: late.signal })
    return (await Promise.race([(async () => isThere())(), silence])) !== false
  } catch {
    return false
  } finally {
    late.abort()
  }
}
