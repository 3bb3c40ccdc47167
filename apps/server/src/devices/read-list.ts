import { isMoreThan, type Total, totalBeyond } from './device-list.queries.js'

/** The ways in which a page of a list can be read. */
export interface Ways<Row> {
  /** Finds all that are wanted and sorts them. */
  readonly sorted: () => Promise<Row[]>
  /** The same unless they are more than few. One row at least, which tells how many there are, up to one more than few. */
  readonly sortedIfFew: () => Promise<Row[]>
  /** Goes through the list in its order, passing over what is not wanted, until the page is full. */
  readonly inOrder: () => Promise<Row[]>
  readonly count: () => Promise<Total>
}

export interface Known {
  /** So many are found and sorted sooner than read in their order. */
  readonly few: number
  /** How many there are, where that needs no counting. */
  readonly known: Total | undefined
  /** Whether somebody wants to know how many there are. */
  readonly counted: boolean
}

const REMEMBERED = 10_000
const REMEMBERED_FOR = 60_000

/**
 * How many devices lists had a short while ago. Who looks at a list sorts it anew, turns its pages and is shown its changes:
 * whether they are few need not be tried each time. It decides how a list is read, never what is answered.
 */
export class RecentTotals {
  readonly #totals = new Map<string, { readonly total: Total; readonly at: number }>()

  get(list: string): Total | undefined {
    const kept = this.#totals.get(list)
    return kept && Date.now() - kept.at < REMEMBERED_FOR ? kept.total : undefined
  }

  set(list: string, total: Total): void {
    this.#totals.delete(list)
    this.#totals.set(list, { total, at: Date.now() })
    const [oldest] = this.#totals.keys()
    if (oldest !== undefined && this.#totals.size > REMEMBERED) this.#totals.delete(oldest)
  }
}

type Row = { readonly id: string | null; readonly found?: number }

/** A page and how many devices its `list` has: few are found and sorted, more are read in their order. */
export async function readList<R extends Row>(
  list: string,
  recent: RecentTotals,
  ways: Ways<R>,
  { few, known, counted }: Known,
): Promise<{ rows: R[]; total: Total | undefined }> {
  if (known) return { rows: await (isMoreThan(few, known) ? ways.inOrder() : ways.sorted()), total: known }
  const before = recent.get(list)
  if (!before || !isMoreThan(few, before)) {
    const rows = await ways.sortedIfFew()
    const count = rows[0]?.found ?? 0
    if (count <= few) return { rows: rows.filter(({ id }) => id !== null), total: { count, more: false } }
    recent.set(list, { count: few, more: true })
  }
  return readMany(list, recent, ways, before ? undefined : totalBeyond(few), counted)
}

async function readMany<R extends Row>(
  list: string,
  recent: RecentTotals,
  ways: Ways<R>,
  beyond: Total | undefined,
  counted: boolean,
) {
  const [rows, total] = await Promise.all([ways.inOrder(), beyond ?? (counted ? ways.count() : undefined)])
  if (total) recent.set(list, total)
  return { rows, total }
}
