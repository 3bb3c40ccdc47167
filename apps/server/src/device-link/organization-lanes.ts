export type LaneOptions<Item> = {
  /** Milliseconds that an item waits for company. */
  readonly pauseMs: number
  /** Items that are handed over at once, at most. */
  readonly largest: number
  /** Organizations that are worked for at once. Those that wait their turn gather more meanwhile. */
  readonly most: number
  readonly work: (organizationId: string, items: readonly Item[]) => Promise<void>
}

/**
 * Gathers items per organization for a short time and hands them over in order, one batch of an organization at a
 * time. With little to do a batch goes at once; with much to do there are fewer and larger ones. `work` does not reject.
 */
export class OrganizationLanes<Item> {
  readonly #gathering = new Map<string, Item[]>()
  readonly #ready = new Map<string, Item[]>()
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
    this.#size++
    const items = this.#ready.get(organizationId) ?? this.#gathering.get(organizationId)
    if (items) {
      items.push(item)
      return
    }
    this.#gathering.set(organizationId, [item])
    this.#timer ??= setTimeout(() => this.#start(), this.#options.pauseMs)
  }

  /** Hands over what waits and resolves when all of it is done. */
  async drain(): Promise<void> {
    this.#start()
    while (this.#size > 0 || this.#busy.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve))
      this.#start()
    }
  }

  #start(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [organizationId, items] of this.#gathering) this.#ready.set(organizationId, items)
    this.#gathering.clear()
    this.#fill()
  }

  #fill(): void {
    for (const organizationId of this.#ready.keys()) {
      if (this.#busy.size >= this.#options.most) return
      if (!this.#busy.has(organizationId)) void this.#work(organizationId)
    }
  }

  async #work(organizationId: string): Promise<void> {
    this.#busy.add(organizationId)
    await this.#options.work(organizationId, this.#next(organizationId))
    this.#busy.delete(organizationId)
    this.#fill()
    for (const wake of this.#idle.splice(0)) wake()
  }

  /** The next batch of an organization; what is left of it goes to the end of the line. */
  #next(organizationId: string): readonly Item[] {
    const items = this.#ready.get(organizationId) ?? []
    const batch = items.splice(0, this.#options.largest)
    this.#ready.delete(organizationId)
    if (items.length > 0) this.#ready.set(organizationId, items)
    this.#size -= batch.length
    return batch
  }
}
