/**
 * Spreads handshakes so that a reconnect storm is served at a steady rate: each caller is told how long to wait
 * for its turn, and the one who would wait too long is sent away to come back later.
 */
export class HandshakePace {
  readonly #interval: number
  readonly #burst: number
  readonly #longestWait: number
  #next = 0

  constructor(perSecond: number, longestWaitMs = 20_000) {
    this.#interval = 1000 / perSecond
    this.#burst = 1000
    this.#longestWait = longestWaitMs
  }

  /** Milliseconds until this caller's turn; undefined when the line is too long. `now` in milliseconds. */
  turn(now: number): number | undefined {
    const at = Math.max(this.#next, now - this.#burst)
    if (at - now > this.#longestWait) return undefined
    this.#next = at + this.#interval
    return Math.max(0, at - now)
  }
}
