import { expect, it } from 'vitest'
import { inRepository } from '../repository.js'
import { readProgram, testEnvironment } from '../testing/run-program.js'

const small: [string, number][] = [
  ['list', 400],
  ['isolation-cost', 400],
  ['save-to-confirmed', 5],
  ['effective-config', 100],
  ['devices-held', 60],
  ['reconnect-storm', 60],
]

it.each(small)('%s runs, and says what it measured', { timeout: 180_000 }, async (name, size) => {
  const program = inRepository('packages/tooling/dist/bench.js')
  const { code, output } = await readProgram([program, name, '--size', String(size)], testEnvironment())
  expect(code, output).toBe(0)
  const { bench, figures, machine } = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  expect([bench, machine.queue]).toEqual([name, 'postgres'])
  for (const { median, min, max } of figures) expect(Math.min(median, min, max)).toBeGreaterThan(0)
})
