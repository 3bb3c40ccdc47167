/** Counts failed tries per address, so that codes cannot be guessed; those who succeed are not slowed down. */
export class GuessLimit {
  readonly #tries = new Map<string, { count: number; until: number }>()
  readonly #most: number
  readonly #windowMs: number

  constructor(most: number, windowMs: number) {
    this.#most = most
    this.#windowMs = windowMs
  }

  /** Seconds to wait before the next try; undefined when one is free. `now` in milliseconds. */
  waitFor(address: string, now: number): number | undefined {
    const tries = this.#tries.get(address)
    if (!tries || tries.until <= now || tries.count < this.#most) return undefined
    return Math.ceil((tries.until - now) / 1000)
  }

  failed(address: string, now: number): void {
    const tries = this.#tries.get(address)
    if (tries && tries.until > now) tries.count++
    else this.#tries.set(address, { count: 1, until: now + this.#windowMs })
    if (this.#tries.size > 10_000) this.#forget(now)
  }

  #forget(now: number): void {
    for (const [address, { until }] of this.#tries) if (until <= now) this.#tries.delete(address)
  }
}
