import type { ProblemCode } from '@maestro/contract'
import { bareCode, FEATURES, type FeatureKey, isFeatureKey, normalizeSerial, parseCsv } from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'

export const MOST_VENDOR_KEYS = 5_000
const NEEDED = ['key', 'feature', 'evidence', 'date'] as const
type Column = (typeof NEEDED)[number] | 'units' | 'device'
const LONGEST: Readonly<Record<Column, number>> = {
  key: 200,
  feature: 120,
  evidence: 300,
  date: 10,
  units: 10,
  device: 120,
}

export type RowError = {
  readonly line: number
  readonly column: Column | null
  readonly code: ProblemCode
  readonly params: Readonly<Record<string, unknown>>
}
/** A former vendor's key as a file says it. */
export type VendorKeyRow = {
  readonly line: number
  readonly key: string
  readonly feature: FeatureKey
  readonly units: number
  readonly serial: string | null
  readonly evidence: string
  readonly date: string
}
type Cells = (column: Column) => string

/** Reads the rows of a file as far as that needs nothing but the file. */
export function readVendorKeys(
  csv: string,
  today: string,
): { rows: VendorKeyRow[]; errors: RowError[]; count: number } {
  const parsed = parseCsv(csv)
  if (parsed === null) throw new Refused('vendor-keys.file-unreadable')
  const [head, ...lines] = parsed
  const columns = (head?.cells ?? []).map((cell) => cell.toLowerCase())
  const missing = NEEDED.find((column) => !columns.includes(column))
  if (missing) throw new Refused('vendor-keys.column-missing', { column: missing })
  if (lines.length === 0) throw new Refused('vendor-keys.none')
  if (lines.length > MOST_VENDOR_KEYS) throw new Refused('vendor-keys.too-many', { most: MOST_VENDOR_KEYS })
  const rows: VendorKeyRow[] = []
  const errors: RowError[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of lines) {
    const read = readRow(line, (column) => cells[columns.indexOf(column)] ?? '', today, seen)
    if ('code' in read) errors.push(read)
    else rows.push(read)
  }
  return { rows, errors, count: lines.length }
}

function readRow(line: number, cells: Cells, today: string, seen: Map<string, number>): VendorKeyRow | RowError {
  const wrong = (column: Column, code: ProblemCode, params: RowError['params'] = {}) => ({ line, column, code, params })
  const empty = NEEDED.find((column) => cells(column) === '')
  if (empty) return wrong(empty, 'vendor-key.missing', { column: empty })
  const long = (Object.keys(LONGEST) as Column[]).find((column) => cells(column).length > LONGEST[column])
  if (long) return wrong(long, 'vendor-key.too-long', { column: long, most: LONGEST[long] })
  const bare = bareVendorKey(cells('key'))
  const former = seen.get(bare)
  if (former !== undefined) return wrong('key', 'vendor-key.repeated', { line: former })
  seen.set(bare, line)
  const feature = featureOf(cells('feature'))
  if (!feature) return wrong('feature', 'license-pool.unknown-feature', { feature: cells('feature') })
  const named = normalizeSerial(cells('device'))
  const serial = cells('device') === '' ? null : named.ok ? named.serial : cells('device')
  const units = unitsOf(cells('units'), serial)
  if (units === null) return wrong('units', 'vendor-key.units-invalid')
  const date = dateOf(cells('date'), today)
  if (date === null) return wrong('date', 'vendor-key.date-invalid')
  return { line, key: cells('key'), feature, units, serial, evidence: cells('evidence'), date }
}

/** What makes two keys the same; a key of signs alone is what it is. */
export function bareVendorKey(key: string): string {
  return bareCode(key) || key
}

/** By its key, or by its name in either language. */
function featureOf(text: string): FeatureKey | null {
  const wanted = text.toLowerCase()
  if (isFeatureKey(wanted)) return wanted
  return FEATURES.find(({ name }) => [name.en, name.de].some((one) => one.toLowerCase() === wanted))?.key ?? null
}

function unitsOf(text: string, serial: string | null): number | null {
  const units = text === '' ? 1 : /^\d+$/.test(text) ? Number(text) : 0
  return units < 1 || units > 10_000 || (serial !== null && units !== 1) ? null : units
}

/** A day as ISO 8601 or as Germans write it, that was. */
function dateOf(text: string, today: string): string | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const iso = german ? [german[3], german[2]?.padStart(2, '0'), german[1]?.padStart(2, '0')].join('-') : text
  const day = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== iso || iso > today) return null
  return iso
}
