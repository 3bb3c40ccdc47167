import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChangeablePool, decidePoolChange } from './pool-change.js'

const pool: ChangeablePool = {
  origin: 'order',
  units: 10,
  used: 6,
  overUse: 'stop',
  from: null,
  to: new Date('2027-01-01'),
  revokedAt: null,
}
const codeOf = (change: Parameters<typeof decidePoolChange>[1], of = pool) => {
  const decision = decidePoolChange(of, change)
  return decision.ok ? 'changed' : decision.code
}

describe('a change of a pool', () => {
  it('takes units away down to those in use and no further', () => {
    expect([codeOf({ units: 6 }), codeOf({ units: 5 })]).toEqual(['changed', 'license-pool.below-use'])
  })

  it('goes below what is in use where over-use only warns, and does not stop again while it is over', () => {
    const over: ChangeablePool = { ...pool, overUse: 'warn', units: 3 }
    expect(codeOf({ units: 2 }, over)).toBe('changed')
    expect(codeOf({ overUse: 'stop' }, over)).toBe('license-pool.below-use')
    expect(codeOf({ overUse: 'stop', units: 6 }, over)).toBe('changed')
  })

  it('does not end before it begins', () => {
    expect(codeOf({ from: new Date('2027-01-01') })).toBe('license-pool.term-backwards')
    expect(codeOf({ from: new Date('2027-01-01'), to: null })).toBe('changed')
  })

  it('is refused for the first thing that is wrong', () => {
    const wrong = { units: 1, from: new Date('2028-01-01') }
    const revoked = { ...pool, revokedAt: new Date() }
    expect(codeOf(wrong, { ...revoked, origin: 'vendor' })).toBe('license-pool.of-vendor')
    expect(codeOf(wrong, revoked)).toBe('license-pool.revoked')
    expect(codeOf(wrong)).toBe('license-pool.term-backwards')
  })

  it('never leaves a pool that stops with more in use than it has', () => {
    const numbers = fc.nat({ max: 50 })
    const use = fc.constantFrom('stop' as const, 'warn' as const)
    fc.assert(
      fc.property(
        numbers,
        numbers,
        use,
        fc.option(numbers, { nil: undefined }),
        use,
        (units, used, was, wanted, becomes) => {
          const decision = decidePoolChange({ ...pool, units, used, overUse: was }, { units: wanted, overUse: becomes })
          expect(decision.ok).toBe(becomes === 'warn' || (wanted ?? units) >= used)
        },
      ),
    )
  })
})
