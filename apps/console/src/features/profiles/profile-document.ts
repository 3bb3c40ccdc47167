import { Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml'
import type { Draft, DraftValue } from '@/features/configuration/draft'

export type Format = 'yaml' | 'json'

export interface FoundMistake {
  readonly kind: 'syntax' | 'shape' | 'value' | 'secret'
  readonly from: number
  readonly to: number
  /** The setting, or what the reader of the text said. */
  readonly about: string
}

export interface ReadProfile {
  readonly values: Draft
  readonly locked: readonly string[]
  readonly mistakes: readonly FoundMistake[]
  /** Where each key stands in the text. */
  readonly places: ReadonlyMap<string, readonly [number, number]>
}

/** Stands for a secret that is set and stays as it is, as in files of configuration. */
const unchanged = { $secret: 'unchanged' }

export function writeProfile(
  values: Draft,
  locked: readonly string[],
  isKept: (key: string) => boolean,
  format: Format,
): string {
  const keys = Object.keys(values).sort()
  const document = {
    values: Object.fromEntries(keys.map((key) => [key, isKept(key) ? unchanged : values[key]])),
    locked: [...locked].sort(),
  }
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`
  return new Document(document).toString({ lineWidth: 0 })
}

const isValue = (value: unknown): value is Exclude<DraftValue, null> =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((member) => typeof member === 'string'))

const isUnchanged = (value: unknown) =>
  typeof value === 'object' && value !== null && '$secret' in value && value.$secret === 'unchanged'

const rangeOf = (node: unknown): [number, number] => {
  const range = (node as { range?: [number, number, number] | null } | null)?.range
  return range ? [range[0], range[1]] : [0, 1]
}

const nothing = { values: {}, locked: [], places: new Map<string, readonly [number, number]>() }

/** JSON is stricter than what the reader of YAML would take. */
function jsonMistake(text: string): FoundMistake | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
    return { kind: 'syntax', from: at, to: at + 1, about: message }
  }
}

type Kept = (key: string) => DraftValue | undefined

/** What stands beside a key: a value, or the sign that a secret stays as it is. */
function valueBeside(node: unknown, name: string, kept: Kept): DraftValue | DocumentMistakeKind {
  const read: unknown = (node as { toJSON?(): unknown } | null)?.toJSON?.() ?? null
  if (isValue(read)) return read
  if (!isUnchanged(read)) return { mistake: 'value' }
  return kept(name) ?? { mistake: 'secret' }
}
interface DocumentMistakeKind {
  mistake: 'value' | 'secret'
}
const isMistake = (found: DraftValue | DocumentMistakeKind): found is DocumentMistakeKind =>
  typeof found === 'object' && found !== null && !Array.isArray(found)

function valuesIn(map: YAMLMap, kept: Kept) {
  const values: Record<string, DraftValue> = {}
  const places = new Map<string, readonly [number, number]>()
  const mistakes: FoundMistake[] = []
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : String(key)
    const [from, to] = rangeOf(key)
    places.set(name, [from, to])
    const found = valueBeside(value, name, kept)
    if (isMistake(found)) mistakes.push({ kind: found.mistake, from, to, about: name })
    else values[name] = found
  }
  return { values, places, mistakes }
}

const mistaken = (mistakes: readonly FoundMistake[]): ReadProfile => ({ ...nothing, mistakes })

function misshapen(node: unknown): ReadProfile {
  const [from, to] = rangeOf(node)
  return mistaken([{ kind: 'shape', from, to, about: '' }])
}

/** What a text says, with everything that is wrong with its form and where. */
export function readProfile(text: string, format: Format, kept: Kept): ReadProfile {
  const strict = format === 'json' ? jsonMistake(text) : null
  if (strict) return mistaken([strict])
  const document = parseDocument(text, { prettyErrors: false })
  if (document.errors.length > 0) {
    return mistaken(
      document.errors.map(({ pos: [from, to], message }) => ({ kind: 'syntax', from, to, about: message })),
    )
  }
  return document.contents === null ? mistaken([]) : readParts(document.contents, kept)
}

function readParts(contents: unknown, kept: Kept): ReadProfile {
  if (!isMap(contents)) return misshapen(contents)
  const odd = contents.items.find((item) => !['values', 'locked'].includes(String(item.key)))
  if (odd) return misshapen(odd.key)
  const given = contents.get('values') ?? null
  const locks = contents.get('locked') ?? null
  if (given !== null && !isMap(given)) return misshapen(given)
  if (locks !== null && !isSeq(locks)) return misshapen(locks)
  const read = given ? valuesIn(given, kept) : mistaken([])
  return { ...read, locked: ((locks?.toJSON() ?? []) as unknown[]).map(String) }
}
