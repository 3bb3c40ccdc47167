import type { Figure } from './figure.js'

export interface BenchmarkRun {
  /** What `--size` said; each benchmark says what it counts. */
  readonly size: number | undefined
  /** Progress, for people. */
  readonly say: (sentence: string) => void
}

/** What a file in `bench/` exports as `benchmark`. It throws when it could not run; a missed target is a figure. */
export interface Benchmark {
  readonly about: string
  /** What `--size` counts, and how many by default. */
  readonly size: string
  readonly run: (run: BenchmarkRun) => Promise<readonly Figure[]>
}

/** A size this small shows that a benchmark works; for that, once is enough. */
const tiny = 1_000

/** How often to measure at a size: `usual`, or once. */
export const roundsFor = (size: number, usual: number) => (size < tiny ? 1 : usual)
