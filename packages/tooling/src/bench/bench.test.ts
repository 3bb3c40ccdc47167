import { expect, it } from 'vitest'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { benchmark as isolationCost } from './isolation-cost.js'
import { benchmark as list } from './list.js'
import { benchmark as saveToConfirmed } from './save-to-confirmed.js'

const small: [string, Benchmark, number][] = [
  ['list', list, 400],
  ['isolation-cost', isolationCost, 400],
  ['save-to-confirmed', saveToConfirmed, 5],
]

it.each(small)('%s runs, and says what it measured', { timeout: 180_000 }, async (_, benchmark, size) => {
  const figures = await benchmark.run({ size, say: () => {} })
  expect(figures.length).toBeGreaterThan(0)
  for (const { median, min, max } of figures) expect([median, min, max].every((value) => value > 0)).toBe(true)
})
