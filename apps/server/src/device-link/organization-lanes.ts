export type LaneOptions<Item> = {
  /** Milliseconds that an item waits for company. */
  readonly pauseMs: number
  /** Items that are handed over at once, at most. */
  readonly largest: number
  readonly work: (organizationId: string, items: readonly Item[]) => Promise<void>
}

/**
 * Gathers items per organization for a short time and hands them over in order, one batch of an organization at a
 * time. `work` does not reject.
 */
export class OrganizationLanes<Item> {
  readonly #waiting = new Map<string, Item[]>()
  readonly #busy = new Set<string>()
  readonly #options: LaneOptions<Item>
  #size = 0
  #timer: NodeJS.Timeout | undefined
  #idle: (() => void)[] = []

  constructor(options: LaneOptions<Item>) {
    this.#options = options
  }

  /** Items that wait. */
  get size(): number {
    return this.#size
  }

  add(organizationId: string, item: Item): void {
    const items = this.#waiting.get(organizationId)
    if (items) items.push(item)
    else this.#waiting.set(organizationId, [item])
    this.#size++
    this.#timer ??= setTimeout(() => this.#start(), this.#options.pauseMs)
  }

  /** Hands over what waits and resolves when all of it is done. */
  async drain(): Promise<void> {
    this.#start()
    while (this.#waiting.size > 0 || this.#busy.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #start(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const organizationId of this.#waiting.keys())
      if (!this.#busy.has(organizationId)) void this.#work(organizationId)
  }

  async #work(organizationId: string): Promise<void> {
    this.#busy.add(organizationId)
    for (let items = this.#next(organizationId); items; items = this.#next(organizationId))
      await this.#options.work(organizationId, items)
    this.#busy.delete(organizationId)
    for (const wake of this.#idle.splice(0)) wake()
  }

  #next(organizationId: string): readonly Item[] | undefined {
    const items = this.#waiting.get(organizationId)
    if (!items) return undefined
    const next = items.splice(0, this.#options.largest)
    if (items.length === 0) this.#waiting.delete(organizationId)
    this.#size -= next.length
    return next
  }
}
