export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

/** Whether no member lies deeper than `maximum`: to be asked of what devices send before anything walks through it. */
export function isWithinDepth(value: Json, maximum: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return maximum > 0 && Object.values(value).every((member) => isWithinDepth(member, maximum - 1))
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// PostgreSQL keeps neither NUL in text nor half a surrogate pair in jsonb.
const unstorable = /\0|\p{Surrogate}/u

export function isStorableText(text: string): boolean {
  return !unstorable.test(text)
}

type Place = { readonly value: unknown; readonly name: string; readonly parent: Place | null }

/**
 * Where in something parsed a text stands that cannot be kept, keys included: `values.ui.theme`. Walks without
 * recursion, because what was sent may lie deeper than a stack reaches.
 */
export function unstorablePaths(sent: unknown): readonly string[] {
  const found: string[] = []
  const places: Place[] = [{ value: sent, name: '', parent: null }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value } = place
    if (typeof value === 'string' && !isStorableText(value)) found.push(pathTo(place))
    for (const inner of placesIn(place)) {
      if (isStorableText(inner.name)) places.push(inner)
      else found.push(pathTo(inner))
    }
  }
  return found.reverse()
}

function placesIn(parent: Place): readonly Place[] {
  const { value } = parent
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, member]) => ({ value: member, name, parent }))
}

function pathTo(place: Place): string {
  const names: string[] = []
  for (let at: Place | null = place; at !== null && at.parent !== null; at = at.parent) names.push(at.name)
  return names
    .reverse()
    .join('.')
    .replace(/\0|\p{Surrogate}/gu, '\ufffd')
}
