import { expect, it } from 'vitest'
import type { Term } from './entitlement.js'
import { noticeOf } from './notice.js'

const now = new Date('2026-11-22T12:00:00Z')
const day = (days: number) => new Date(now.getTime() + days * 86_400_000)
const pool: Term = { from: null, to: null, graceDays: 14, revokedAt: null, suspendedAt: null, origin: 'order' }

it.each([
  ['perpetual units', {}, null],
  ['a pool that ends in 91 days', { to: day(91) }, null],
  ['a pool that ends in 90 days', { to: day(90) }, '90-days'],
  ['a pool that ends in 31 days', { to: day(31) }, '60-days'],
  ['a pool that ends in 8 days', { to: day(8) }, '30-days'],
  ['a pool that ends in a week', { to: day(7) }, '7-days'],
  ['a pool in grace', { to: day(-1) }, 'grace'],
  ['a pool after grace', { to: day(-14) }, 'dropped'],
  ['a suspended pool', { to: day(3), suspendedAt: now }, null],
  ['a revoked pool', { to: day(-20), revokedAt: now }, null],
  ['a new trial', { to: day(30), origin: 'trial', graceDays: 0 }, null],
  ['a trial in its last week', { to: day(7), origin: 'trial', graceDays: 0 }, '7-days'],
  ['a trial that is over', { to: now, origin: 'trial', graceDays: 0 }, 'dropped'],
  ['units of a former vendor', { to: day(-20), origin: 'vendor' }, null],
])('%s', (_, change, said) => {
  expect(noticeOf({ ...pool, ...change }, now)).toBe(said)
})
