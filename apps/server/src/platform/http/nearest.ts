import { closestMatch } from 'leven'

/** The word that somebody may have meant: one that begins the same, or else differs in a few letters only. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
  const begun = known.find((one) => word.startsWith(one) || (word.length > 2 && one.startsWith(word)))
  if (begun !== undefined) return begun
  const small = known.map((one) => one.toLowerCase())
  const maxDistance = Math.max(1, Math.floor(word.length / 3))
  const match = closestMatch(word.toLowerCase(), small, { maxDistance })
  return match === undefined ? undefined : known[small.indexOf(match)]
}
