import { expect, it } from 'vitest'
import { listFingerprint, readCursor, toPage, writeCursor } from './page.js'

const fingerprint = listFingerprint({ state: 'online', cursor: 'x', limit: 50 })

it('is the same list whatever the position and the size of the page', () => {
  expect(listFingerprint({ state: 'online', cursor: undefined, limit: 2 })).toBe(fingerprint)
  expect(listFingerprint({ state: 'offline' })).not.toBe(fingerprint)
})

it('reads back the cursor it wrote', () => {
  expect(readCursor(writeCursor({ value: 'Zimmer "1", links', id: 'a' }, fingerprint), fingerprint)).toEqual({
    value: 'Zimmer "1", links',
    id: 'a',
  })
})

it.each([
  '',
  'nonsense',
  Buffer.from('{"a":1}').toString('base64url'),
  Buffer.from('null').toString('base64url'),
  Buffer.from(JSON.stringify(['a', 'not-a-uuid', fingerprint])).toString('base64url'),
  `${Buffer.from(JSON.stringify(['\0', 'b', fingerprint])).toString('base64url')}.${'A'.repeat(22)}`,
  writeCursor({ value: 'a', id: 'b' }, fingerprint).replace(/^./, 'X'),
  writeCursor({ value: 'a', id: 'b' }, fingerprint).replace(/.$/, ''),
  writeCursor({ value: 'a', id: 'b' }, 'another list'),
])('refuses the cursor %j', (cursor) => {
  expect(() => readCursor(cursor, fingerprint)).toThrow(expect.objectContaining({ code: 'request.cursor-invalid' }))
})

it('cuts a page out of one row more, and ends without a cursor', () => {
  const page = (rows: string[]) =>
    toPage(
      rows,
      2,
      fingerprint,
      (row) => ({ value: row, id: row }),
      (row) => row.toUpperCase(),
    )
  expect(page(['a', 'b', 'c'])).toEqual({
    items: ['A', 'B'],
    nextCursor: writeCursor({ value: 'b', id: 'b' }, fingerprint),
  })
  expect(page(['a', 'b'])).toEqual({ items: ['A', 'B'], nextCursor: null })
})
