/**
 * A phrase may hold `{name}` and, for numbers, `{name|one|many}`, which picks the first form at exactly 1.
 */
type HoleName<Hole extends string> = Hole extends `${infer Name}|${string}` ? Name : Hole

export type Holes<Phrase extends string> = Phrase extends `${string}{${infer Hole}}${infer Rest}`
  ? HoleName<Hole> | Holes<Rest>
  : never

const hole = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g

export type Fillings = Readonly<Record<string, string | number>>

/** Splits a phrase into its literal parts and the names of its holes, in order. */
export function partsOf(phrase: string): ReadonlyArray<string | { name: string; one?: string; many?: string }> {
  const parts: Array<string | { name: string; one?: string; many?: string }> = []
  let last = 0
  for (const match of phrase.matchAll(hole)) {
    if (match.index > last) parts.push(phrase.slice(last, match.index))
    const [whole, name = '', one, many] = match
    parts.push(one === undefined || many === undefined ? { name } : { name, one, many })
    last = match.index + whole.length
  }
  if (last < phrase.length) parts.push(phrase.slice(last))
  return parts
}

export function fill(phrase: string, fillings: Fillings, number: (value: number) => string): string {
  return partsOf(phrase)
    .map((part) => {
      if (typeof part === 'string') return part
      const value = fillings[part.name] ?? ''
      if (part.one !== undefined && part.many !== undefined) return Number(value) === 1 ? part.one : part.many
      return typeof value === 'number' ? number(value) : value
    })
    .join('')
}
