import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignRings, type RingDevice } from './ring-assignment.js'
import { inFlightLimit } from './ring-verdict.js'
import { type RingPlan, type RingSize, validateRings } from './rings.js'

const ring = (size: RingSize, change: Partial<RingPlan> = {}): RingPlan => ({
  name: JSON.stringify(size),
  size,
  waitMinutes: 60,
  successPercent: 90,
  failurePercent: 10,
  failureMinimum: 5,
  failureKinds: [],
  ...change,
})
const count = (value: number) => ring({ kind: 'count', value })
const percent = (value: number) => ring({ kind: 'percent', value })
const group = (groupId: string) => ring({ kind: 'group', groupId })
const rest = ring({ kind: 'rest' })
const codes = (rings: readonly RingPlan[]) => validateRings(rings).map((error) => [error.position, error.code])

describe('validateRings', () => {
  it('takes rings that reach every device', () => {
    for (const rings of [[rest], [count(10), percent(50), rest], [percent(40), percent(60)], [group('g'), rest]]) {
      expect(validateRings(rings)).toEqual([])
    }
  })

  it('wants one ring at least and ten at most', () => {
    expect(codes([])).toEqual([[null, 'deployment.rings-number']])
    expect(codes([...Array.from({ length: 9 }, (_, at) => count(at + 1)), rest])).toEqual([])
    expect(codes([...Array.from({ length: 10 }, (_, at) => count(at + 1)), rest])).toEqual([
      [null, 'deployment.rings-number'],
    ])
  })

  it('refuses rings that leave devices out, take more than there is, or come after the rest', () => {
    expect(codes([percent(99)])).toEqual([[null, 'deployment.rings-incomplete']])
    expect(codes([count(1000)])).toEqual([[null, 'deployment.rings-incomplete']])
    expect(codes([percent(60), percent(61)])).toEqual([[null, 'deployment.rings-too-much']])
    expect(codes([rest, count(1), percent(100)])).toEqual([[0, 'deployment.rings-after-rest']])
  })

  it('wants names, each once', () => {
    expect(codes([ring({ kind: 'count', value: 1 }, { name: ' ' }), rest])).toEqual([
      [0, 'deployment.rings-name-missing'],
    ])
    expect(codes([ring({ kind: 'count', value: 1 }, { name: 'A' }), { ...rest, name: 'A ' }])).toEqual([
      [1, 'deployment.rings-name-twice'],
    ])
  })

  it.each([
    [{ size: { kind: 'count', value: 0 } }, 'deployment.rings-size'],
    [{ size: { kind: 'count', value: 1.5 } }, 'deployment.rings-size'],
    [{ size: { kind: 'percent', value: 0 } }, 'deployment.rings-size'],
    [{ size: { kind: 'group', groupId: '' } }, 'deployment.rings-size'],
    [{ waitMinutes: -1 }, 'deployment.rings-wait'],
    [{ waitMinutes: Number.NaN }, 'deployment.rings-wait'],
    [{ waitMinutes: 43_201 }, 'deployment.rings-wait'],
    [{ successPercent: 101 }, 'deployment.rings-success'],
    [{ failurePercent: -1 }, 'deployment.rings-failure'],
    [{ failureMinimum: 0 }, 'deployment.rings-failure'],
  ] as const)('refuses %o', (change, code) => {
    expect(codes([{ ...count(1), ...change }, rest])).toEqual([[0, code]])
  })
})

describe('assignRings', () => {
  const devices = (total: number): readonly RingDevice[] =>
    Array.from({ length: total }, (_, at) => ({ id: `d${at + 1}`, groupIds: at % 10 === 9 ? ['tenth'] : [] }))
  const sizes = (total: number, rings: readonly RingPlan[]) => {
    const assigned = [...assignRings(devices(total), rings).values()]
    return rings.map((_, at) => assigned.filter((position) => position === at).length)
  }

  it('fills rings in order', () => {
    expect(sizes(100, [count(5), percent(20), rest])).toEqual([5, 20, 75])
    expect(sizes(3, [count(5), rest])).toEqual([3, 0])
    expect(sizes(0, [count(5), rest])).toEqual([0, 0])
    expect([...assignRings(devices(3), [count(1), rest])]).toEqual([
      ['d1', 0],
      ['d2', 1],
      ['d3', 1],
    ])
  })

  it('rounds percentages up where they add up, and to everybody in the end', () => {
    expect(sizes(50, [percent(1), percent(99)])).toEqual([1, 49])
    expect(sizes(10, [percent(33), percent(33), percent(34)])).toEqual([4, 3, 3])
  })

  it('puts members of a group into its ring, even past an earlier one', () => {
    const assigned = assignRings(devices(20), [count(10), group('tenth'), rest])
    expect([assigned.get('d10'), assigned.get('d20'), assigned.get('d11'), assigned.get('d12')]).toEqual([1, 1, 0, 2])
  })

  it('gives every device exactly one ring that exists', () => {
    const size: fc.Arbitrary<RingSize> = fc.oneof(
      fc.record({ kind: fc.constant('count' as const), value: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ kind: fc.constant('percent' as const), value: fc.integer({ min: 1, max: 100 }) }),
      fc.record({ kind: fc.constant('group' as const), groupId: fc.constantFrom('tenth', 'nobody') }),
    )
    fc.assert(
      fc.property(fc.array(size, { maxLength: 9 }), fc.nat({ max: 200 }), (list, total) => {
        const rings = [...list.map((one) => ring(one)), rest]
        const assigned = assignRings(devices(total), rings)
        expect([...assigned.keys()].sort()).toEqual(
          devices(total)
            .map(({ id }) => id)
            .sort(),
        )
        for (const position of assigned.values()) expect(rings[position]).toBeDefined()
      }),
    )
  })

  it('leaves nobody to the last ring beyond its percentage when percentages make the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat({ max: 500 }), (first, total) => {
        const plain = devices(total).map(({ id }) => ({ id, groupIds: [] }))
        const inFirst = [...assignRings(plain, [percent(first), percent(100 - first)]).values()].filter(
          (position) => position === 0,
        )
        expect(inFirst).toHaveLength(Math.ceil((total * first) / 100))
      }),
    )
  })
})

describe('inFlightLimit', () => {
  it('is a tenth of the ring within bounds', () => {
    expect([0, 10, 499, 500, 2000, 2009, 10_000, 1_000_000].map(inFlightLimit)).toEqual([
      50, 50, 50, 50, 200, 200, 1000, 1000,
    ])
  })
})
