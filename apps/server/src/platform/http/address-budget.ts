const WINDOW_MILLISECONDS = 60_000
const MOST_ADDRESSES = 50_000

/**
 * A budget for each address, beside the one for each credential: whoever invents a new credential for every request
 * still has only one address. Kept by each process for itself; an attacker gains a factor of the processes, no more.
 */
export class AddressBudget {
  private spent = new Map<string, number>()
  private windowEnds = 0

  /** @param requests how many a minute an address may make */
  constructor(private readonly requests: number) {}

  /** Seconds to wait, or 0 when the request is within the budget. */
  take(address: string, now: number): number {
    if (now >= this.windowEnds || this.spent.size > MOST_ADDRESSES) {
      this.spent = new Map()
      this.windowEnds = now + WINDOW_MILLISECONDS
    }
    const spent = (this.spent.get(address) ?? 0) + 1
    this.spent.set(address, spent)
    return spent > this.requests ? Math.ceil((this.windowEnds - now) / 1000) : 0
  }
}
