import { expect, it } from 'vitest'
import type { Figure } from '../benchmarks/figure.js'
import { inRepository } from '../repository.js'
import { readProgram, testEnvironment } from '../testing/run-program.js'

const small: [string, number][] = [
  ['list', 400],
  ['isolation-cost', 400],
  ['license-position', 400],
  ['save-to-confirmed', 2],
  ['fleet-push', 60],
  ['effective-config', 100],
  ['devices-held', 60],
  ['reconnect-storm', 60],
]

async function measure(name: string, size: number): Promise<Figure[]> {
  const program = inRepository('packages/tooling/dist/bench.js')
  const { code, output } = await readProgram([program, name, '--size', String(size)], testEnvironment())
  expect(code, output).toBe(0)
  const { bench, figures, machine } = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  expect([bench, machine.queue]).toEqual([name, 'postgres'])
  return figures
}

it.each(small)('%s runs, and says what it measured', async (name, size) => {
  const figures = await measure(name, size)
  for (const { median, min, max } of figures) expect(Math.min(median, min, max)).toBeGreaterThan(0)
})

it('kill-push kills, and every device is where it should be', async () => {
  const figures = await measure('kill-push', 40)
  expect(figures.filter(({ met }) => !met)).toEqual([])
  expect(figures.at(-1)).toMatchObject({ metric: 'kills that took place', median: 2 })
})

it('activate gives out as many units as there are, however many try', async () => {
  const figures = await measure('activate', 200)
  const raced = figures.filter(({ metric }) => metric.includes('racing tries'))
  expect(raced.map(({ median, met }) => [median, met])).toEqual([
    [20, true],
    [0, true],
  ])
})
