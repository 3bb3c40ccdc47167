import { createHash } from 'node:crypto'
import { isStorableText } from '@maestro/domain'
import { Refused } from './refused.js'

/** Where a page starts: the sort value and id of the row before it, and the list it belongs to. */
export type Cursor = { readonly value: string | null; readonly id: string }

/** A hash of what makes a list the same list: filters and order, not position or size. */
export function listFingerprint(parts: Readonly<Record<string, unknown>>): string {
  const { cursor: _, limit: __, ...rest } = parts
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(rest).sort()))
    .digest('base64url')
    .slice(0, 12)
}

export function writeCursor(cursor: Cursor, fingerprint: string): string {
  return Buffer.from(JSON.stringify([cursor.value, cursor.id, fingerprint])).toString('base64url')
}

/** Reads a cursor back; refuses one of another filter or order. */
export function readCursor(text: string | undefined, fingerprint: string): Cursor | undefined {
  if (text === undefined) return undefined
  try {
    const [value, id, of] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    const isText = (part: unknown): part is string => typeof part === 'string' && isStorableText(part)
    if ((value === null || isText(value)) && isText(id) && of === fingerprint) return { value, id }
  } catch {
    // Not ours; refused below like any other.
  }
  throw new Refused('request.cursor-invalid')
}

/** Cuts a page out of one row more than was asked for. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  fingerprint: string,
  positionOf: (row: Row) => Cursor,
  show: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: page.map(show), nextCursor: last ? writeCursor(positionOf(last), fingerprint) : null }
}
