import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distributeUnits, unitsLeft } from './distribute-units.js'
import type { LicensePool } from './license-pool.js'

const now = new Date('2026-06-01T00:00:00Z')
const pool = (more: Partial<LicensePool> = {}): LicensePool => ({
  feature: 'dual-screen',
  units: 10,
  used: 0,
  overUse: 'stop',
  from: null,
  to: null,
  graceDays: 14,
  revokedAt: null,
  ...more,
})
const somePool = fc
  .record({
    units: fc.nat(20),
    used: fc.nat(20),
    overUse: fc.constantFrom('stop' as const, 'warn' as const),
    to: fc.constantFrom(null, new Date('2026-05-25T00:00:00Z'), new Date('2027-01-01T00:00:00Z')),
  })
  .map((facts) => pool(facts))

describe('units', () => {
  it('come from the first pool that has some, then from the next', () => {
    const pools = [pool({ units: 2 }), pool({ units: 5, used: 4 }), pool({ units: 9 })]
    expect(distributeUnits(pools, 5, now)).toEqual({ taken: [2, 1, 2], granted: 5 })
  })

  it('come from a pool that may go over only when nothing is free any more', () => {
    const pools = [pool({ units: 1, overUse: 'warn' }), pool({ units: 1 })]
    expect(distributeUnits(pools, 5, now)).toEqual({ taken: [4, 1], granted: 5 })
    expect(unitsLeft(pools, now)).toBeNull()
  })

  it('of a pool in grace are not given out', () => {
    const pools = [pool({ to: new Date('2026-05-25T00:00:00Z') })]
    expect(distributeUnits(pools, 1, now)).toEqual({ taken: [0], granted: 0 })
    expect(unitsLeft(pools, now)).toBe(0)
  })

  it('given out never exceed what a pool in stop mode has, whatever the pools and the wish', () => {
    fc.assert(
      fc.property(fc.array(somePool, { maxLength: 6 }), fc.nat(60), (pools, wanted) => {
        const { taken, granted } = distributeUnits(pools, wanted, now)
        expect(taken.reduce((sum, one) => sum + one, 0)).toBe(granted)
        expect(granted).toBe(Math.min(wanted, unitsLeft(pools, now) ?? wanted))
        for (const [place, { overUse, units, used }] of pools.entries())
          if (overUse === 'stop') expect(taken[place]).toBeLessThanOrEqual(Math.max(0, units - used))
      }),
    )
  })
})
