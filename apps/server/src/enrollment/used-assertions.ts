import { limits } from '@maestro/contract/devices'

/** An assertion is refused by its age after this: its own life and the tolerance on both sides. */
const lifeMs = 3 * limits.clockSkewSeconds * 1000

/** The assertions that were used, for as long as they could be used again. */
export class UsedAssertions {
  #recent = new Set<string>()
  #older = new Set<string>()
  #turnedAt = 0

  /** True for the first time a key is seen. `now` in milliseconds. */
  first(key: string, now: number): boolean {
    if (now - this.#turnedAt > lifeMs) {
      this.#older = this.#recent
      this.#recent = new Set()
      this.#turnedAt = now
    }
    if (this.#recent.has(key) || this.#older.has(key)) return false
    this.#recent.add(key)
    return true
  }
}
