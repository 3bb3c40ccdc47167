/** One measured quantity, as `npm run bench` prints it. `limit` and `ratio` only where the run measured a limit, too. */
export interface Figure {
  readonly metric: string
  readonly unit: string
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
  readonly limit?: number
  /** The median divided by the limit. */
  readonly ratio?: number
  /** What the median, or where there is one the ratio, must reach. */
  readonly target: number
  readonly met: boolean
}

export interface Measurement {
  readonly metric: string
  readonly unit: string
  /** One value per run. */
  readonly values: readonly number[]
  readonly target: number
  /** Whether the target is an upper or a lower bound. */
  readonly wanted: 'at most' | 'at least'
  /** The same quantity's limit, measured in the same run: then the target is a ratio to it. */
  readonly limit?: number
}

/** The value below which `share` (0 to 1) of the values lie; the nearest one that was measured. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is no quantile of nothing.')
  const sorted = [...values].sort((a, b) => a - b)
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  return sorted[index] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? quantile(sorted, 0.5) : (quantile(sorted, 0.5) + (sorted[middle] ?? Number.NaN)) / 2
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

export function figure({ metric, unit, values, target, wanted, limit }: Measurement): Figure {
  const middle = median(values)
  const judged = limit === undefined ? middle : middle / limit
  return {
    metric,
    unit,
    median: rounded(middle),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
    runs: values.length,
    ...(limit === undefined ? {} : { limit: rounded(limit), ratio: rounded(judged) }),
    target,
    met: wanted === 'at most' ? judged <= target : judged >= target,
  }
}
