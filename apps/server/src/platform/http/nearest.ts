/** The word that somebody may have meant: one that begins the same, or else differs in a few letters only. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
  const begun = known.find((one) => word.startsWith(one) || (word.length > 2 && one.startsWith(word)))
  if (begun !== undefined) return begun
  const few = Math.max(1, Math.floor(word.length / 3))
  const distances = known.map((one) => ({ one, distance: distanceBetween(word.toLowerCase(), one.toLowerCase()) }))
  return distances.filter(({ distance }) => distance <= few).sort((a, b) => a.distance - b.distance)[0]?.one
}

/** Letters to change, add or leave out (Levenshtein). */
function distanceBetween(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 8) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
