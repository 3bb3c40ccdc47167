import { expect, it } from 'vitest'
import { dropCause, entitled, type Term } from './entitlement.js'

const now = new Date('2026-11-22T12:00:00Z')
const day = (days: number) => new Date(now.getTime() + days * 86_400_000)
const pool: Term = { from: null, to: null, graceDays: 14, revokedAt: null, suspendedAt: null, origin: 'order' }

it.each([
  ['perpetual units', {}, true, null],
  ['units before their end', { to: day(1) }, true, null],
  ['units in grace', { to: day(-13) }, true, null],
  ['units after grace', { to: day(-14) }, false, 'expired'],
  ['units without grace, at their end', { to: now, graceDays: 0 }, false, 'expired'],
  ['suspended units', { suspendedAt: now }, false, 'suspended'],
  ['units that are to be suspended later', { suspendedAt: day(1) }, true, null],
  ['revoked units', { revokedAt: now, to: day(-30) }, false, 'revoked'],
  ['units that have not begun', { from: day(1) }, false, null],
  ['units of a former vendor, whatever their dates', { origin: 'vendor', to: day(-90), suspendedAt: now }, true, null],
])('%s', (_, change, isEntitled, cause) => {
  expect(entitled({ ...pool, ...change }, now)).toBe(isEntitled)
  expect(dropCause({ ...pool, ...change }, now)).toBe(cause)
})

it('gives a feature back when the clock is set back', () => {
  const ended = { ...pool, to: day(-20) }
  expect([dropCause(ended, now), dropCause(ended, day(-10))]).toEqual(['expired', null])
})
