import fc from 'fast-check'
import { expect, it } from 'vitest'
import { whatIf } from './forecast.js'

const now = new Date('2026-11-22T12:00:00Z')
const pool = { units: 10, active: 6, used: 2, overUse: 'stop', graceDays: 14 } as const

it.each([
  ['as it is', {}, 0, null],
  ['cut to what is in use', { units: 8 }, 0, null],
  ['cut to five', { units: 5 }, 3, now],
  ['cut to what is in keys', { units: 1 }, 6, now],
  ['at its end', { to: now }, 6, new Date('2026-12-06T12:00:00Z')],
  ['cut, and at its end', { units: 5, to: now }, 6, new Date('2026-12-06T12:00:00Z')],
])('a pool %s', (_, supposed, loses, dropsAt) => {
  expect(whatIf(pool, { ...supposed, now })).toEqual({ loses, dropsAt })
})

it('a pool that only warns takes nothing away when it is cut', () => {
  expect(whatIf({ ...pool, overUse: 'warn' }, { units: 0, now }).loses).toBe(0)
})

it('never takes the feature from more devices than have it, nor fewer than are too many', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (active, used, units, cut) => {
      const { loses } = whatIf({ ...pool, active, used, units }, { units: cut, now })
      expect(loses).toBeGreaterThanOrEqual(0)
      expect(loses).toBeLessThanOrEqual(active)
      if (loses < active) expect(active - loses + used).toBeLessThanOrEqual(Math.max(cut, used))
    }),
  )
})
