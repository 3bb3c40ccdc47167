import { expect, it } from 'vitest'
import { figure, median, quantile } from './figure.js'

it('takes the middle of odd and of even counts', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(median([7])).toBe(7)
})

it('takes quantiles that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1)
  expect(quantile(hundred, 0.5)).toBe(50)
  expect(quantile(hundred, 0.99)).toBe(99)
  expect(quantile(hundred, 1)).toBe(100)
  expect(quantile([5], 0.99)).toBe(5)
})

it('judges a median by its target', () => {
  const measured = { metric: 'start', unit: 's', values: [9, 8, 12], target: 10 }
  expect(figure({ ...measured, wanted: 'at most' })).toEqual({
    metric: 'start',
    unit: 's',
    median: 9,
    min: 8,
    max: 12,
    runs: 3,
    target: 10,
    met: true,
  })
  expect(figure({ ...measured, wanted: 'at least' }).met).toBe(false)
})

it('judges a ratio where there is a limit', () => {
  const push = figure({ metric: 'push', unit: '1/s', values: [50], limit: 200, target: 0.3, wanted: 'at least' })
  expect(push).toMatchObject({ limit: 200, ratio: 0.25, met: false })
})
