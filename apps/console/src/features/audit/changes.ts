import type { AuditEntry } from '@maestro/contract'

export interface RecordedChange {
  key: string
  before: unknown
  after: unknown
}

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isChange = (value: unknown): value is RecordedChange => isRecord(value) && typeof value['key'] === 'string'

/** The values an entry speaks of: listed one by one in its details, or the difference between before and after. */
export function changesOf(entry: Pick<AuditEntry, 'before' | 'after' | 'details'>): RecordedChange[] {
  const listed = entry.details?.['changes']
  if (Array.isArray(listed)) return listed.filter(isChange)
  const before = isRecord(entry.before) ? entry.before : {}
  const after = isRecord(entry.after) ? entry.after : {}
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** The feature a licence entry is about. */
export function featureOf(entry: Pick<AuditEntry, 'after' | 'before' | 'details'>): string | null {
  const places = [entry.details, entry.after, entry.before].filter(isRecord)
  const found = places
    .map((place) => place['featureKey'] ?? place['feature'])
    .find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : null
}

/** What a profile was assigned to or taken off. */
export function scopeOf({ before, after }: Pick<AuditEntry, 'after' | 'before'>): string {
  const found = [after, before].filter(isRecord).map((side) => side['scopeName'])
  return found.find((name) => typeof name === 'string') ?? ''
}

/** A sentence that came with the entry, such as the reason a device gave. */
export function reasonOf(entry: Pick<AuditEntry, 'details' | 'reason'>): string | null {
  const reason = entry.details?.['reason']
  if (isRecord(reason) && typeof reason['text'] === 'string') return reason['text']
  if (typeof reason === 'string' && /\s/.test(reason)) return reason
  const detail = entry.details?.['detail'] ?? entry.details?.['message']
  return typeof detail === 'string' ? detail : null
}
