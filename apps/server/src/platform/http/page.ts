import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
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

let signingKey: Uint8Array = randomBytes(32)

/** All processes that answer the same lists sign with the same key. */
export function signCursorsWith(key: Uint8Array): void {
  signingKey = key
}

function signatureOf(text: string): Buffer {
  return createHmac('sha256', signingKey).update(text).digest().subarray(0, 16)
}

/** Signed, so that what comes back is what was given out: its value goes into a comparison as it is. */
export function writeCursor(cursor: Cursor, fingerprint: string): string {
  const text = Buffer.from(JSON.stringify([cursor.value, cursor.id, fingerprint])).toString('base64url')
  return `${text}.${signatureOf(text).toString('base64url')}`
}

/** Reads a cursor back; refuses one of another filter or order, and one that was made up. */
export function readCursor(cursor: string | undefined, fingerprint: string): Cursor | undefined {
  if (cursor === undefined) return undefined
  const [text = '', signature = ''] = cursor.split('.')
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(text)
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Refused('request.cursor-invalid')
  const [value, id, of] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [string | null, string, string]
  if (of !== fingerprint) throw new Refused('request.cursor-invalid')
  return { value, id }
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
