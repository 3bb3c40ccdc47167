const tickMs = 500

/** Ends many things at their time with one timer, however many there are. */
export class Expiry<Item> {
  readonly #end: (item: Item) => void
  readonly #bySecond = new Map<number, Set<Item>>()
  readonly #seconds = new Map<Item, number>()
  readonly #timer: NodeJS.Timeout

  /** @param end called for each item within a second after its time */
  constructor(end: (item: Item) => void) {
    this.#end = end
    this.#timer = setInterval(() => this.#tick(Date.now() / 1000), tickMs)
    this.#timer.unref()
  }

  /** @param at in seconds since 1970 */
  add(item: Item, at: number): void {
    this.remove(item)
    const second = Math.ceil(at)
    const items = this.#bySecond.get(second)
    if (items) items.add(item)
    else this.#bySecond.set(second, new Set([item]))
    this.#seconds.set(item, second)
  }

  remove(item: Item): void {
    const second = this.#seconds.get(item)
    if (second === undefined) return
    this.#seconds.delete(item)
    const items = this.#bySecond.get(second)
    items?.delete(item)
    if (items?.size === 0) this.#bySecond.delete(second)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(now: number): void {
    for (const [second, items] of [...this.#bySecond]) {
      if (second > now) continue
      for (const item of [...items]) {
        this.remove(item)
        this.#end(item)
      }
    }
  }
}
