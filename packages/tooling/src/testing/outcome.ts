/** What a stage found. Skips are named, with the reason. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
}

export const nothing: Outcome = { passed: 0, failed: 0, skipped: [] }

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: [...total.skipped, ...skipped],
    }),
    nothing,
  )
}

/** The one line a run ends with. */
export function totalsLine({ passed, failed, skipped }: Outcome, seconds: number): string {
  const reasons = new Map<string, number>()
  for (const name of skipped) {
    const reason = name.split(' — ').at(-1) ?? name
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const named = [...reasons].map(([reason, count]) => `${count} × ${reason}`).join('; ')
  const skips = skipped.length ? `${skipped.length} skipped (${named})` : '0 skipped'
  return `Total: ${passed} passed, ${failed} failed, ${skips}, in ${Math.round(seconds)} s`
}
