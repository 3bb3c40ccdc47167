import { expect, it } from 'vitest'
import { AddressBudget } from './address-budget.js'

it('lets an address make so many requests a minute, and says how long to wait after that', () => {
  const budget = new AddressBudget(2)
  expect([1, 2, 3].map((now) => budget.take('10.0.0.1', now))).toEqual([0, 0, 60])
  expect(budget.take('10.0.0.2', 4)).toBe(0)
  expect(budget.take('10.0.0.1', 60_002)).toBe(0)
})
