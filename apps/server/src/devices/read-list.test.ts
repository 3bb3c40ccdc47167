import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Total } from './device-list.queries.js'
import { RecentTotals, readList, type Ways } from './read-list.js'

type Row = { readonly id: string | null; readonly found?: number }

/** A list of so many devices, and the ways in which it was read. */
function listOf(size: { devices: number }, few: number) {
  const taken: string[] = []
  const way = (name: string, rows: () => Row[]) => async () => {
    taken.push(name)
    return rows()
  }
  const ways: Ways<Row> = {
    sorted: way('sorted', () => [{ id: 'a' }]),
    sortedIfFew: way('sorted if few', () => {
      const found = Math.min(size.devices, few + 1)
      return [{ id: size.devices === 0 || found > few ? null : 'a', found }]
    }),
    inOrder: way('in order', () => [{ id: 'a' }]),
    count: async () => {
      taken.push('counted')
      return { count: size.devices, more: false }
    },
  }
  return { ways, taken, read: () => taken.splice(0).sort().join(', ') }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('reading a page of a list', () => {
  const few = 10
  const unknown = { few, known: undefined, counted: true }

  it.each([
    { known: { count: 3, more: false }, way: 'sorted' },
    { known: { count: 11, more: false }, way: 'in order' },
    { known: { count: 10, more: true }, way: 'in order' },
  ] satisfies { known: Total; way: string }[])('of $known.count that are known is $way', async ({ known, way }) => {
    const list = listOf({ devices: known.count }, few)
    const read = await readList('list', new RecentTotals(), list.ways, { few, known, counted: true })
    expect([list.read(), read.total]).toEqual([way, known])
  })

  it('finds few, sorts them, and says how many they are', async () => {
    const list = listOf({ devices: 3 }, few)
    const read = await readList('list', new RecentTotals(), list.ways, unknown)
    expect(list.read()).toBe('sorted if few')
    expect(read).toEqual({ rows: [{ id: 'a', found: 3 }], total: { count: 3, more: false } })
  })

  it('of none has no rows', async () => {
    const list = listOf({ devices: 0 }, few)
    expect(await readList('list', new RecentTotals(), list.ways, unknown)).toEqual({
      rows: [],
      total: { count: 0, more: false },
    })
  })

  it('looks for few once: what was more a moment ago is read in its order, and counted anew', async () => {
    const size = { devices: 50 }
    const list = listOf(size, few)
    const recent = new RecentTotals()
    expect((await readList('list', recent, list.ways, unknown)).total?.count).toBe(50)
    expect(list.read()).toBe('counted, in order, sorted if few')
    size.devices = 40
    expect((await readList('list', recent, list.ways, unknown)).total?.count).toBe(40)
    expect(list.read()).toBe('counted, in order')
    expect((await readList('list', recent, list.ways, { ...unknown, counted: false })).total).toBeUndefined()
    expect(list.read()).toBe('in order')
  })

  it('looks for few again where they have become few, and after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const size = { devices: 50 }
    const list = listOf(size, few)
    const recent = new RecentTotals()
    await readList('list', recent, list.ways, unknown)
    size.devices = 4
    expect((await readList('list', recent, list.ways, unknown)).total).toEqual({ count: 4, more: false })
    list.read()
    await readList('list', recent, list.ways, unknown)
    expect(list.read()).toBe('sorted if few')
    recent.set('list', { count: 50, more: false })
    vi.advanceTimersByTime(60_000)
    await readList('list', recent, list.ways, unknown)
    expect(list.read()).toBe('sorted if few')
  })

  it('takes no other list’s number, and forgets the oldest of very many', async () => {
    const list = listOf({ devices: 50 }, few)
    const recent = new RecentTotals()
    for (let n = 0; n <= 10_000; n++) recent.set(`list ${n}`, { count: 50, more: false })
    expect(recent.get('list 1')).toBeDefined()
    expect(recent.get('list 0')).toBeUndefined()
    await readList('list 0', recent, list.ways, unknown)
    expect(list.read()).toContain('sorted if few')
  })
})
