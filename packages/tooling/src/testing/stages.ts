import { inRepository } from '../repository.js'
import { browserStage } from './browser.js'
import type { Outcome } from './outcome.js'
import { readProgram, type Showing, testEnvironment } from './run-program.js'
import { vitestStage } from './vitest-stage.js'

export interface Stage {
  readonly name: string
  /** Takes patterns: then it runs only the tests in files whose path holds one of them. */
  readonly takesPatterns: boolean
  readonly run: (patterns: readonly string[], showing: Showing) => Promise<Outcome>
}

function checked(code: number, output: string): Outcome {
  if (code !== 0) console.error(output)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }
}

async function types(): Promise<Outcome> {
  const turbo = inRepository('node_modules/turbo/bin/turbo')
  const args = [turbo, 'run', 'types', '--continue', '--output-logs=errors-only', '--log-order=grouped']
  const { code, output } = await readProgram(args, testEnvironment())
  const [, successful, all] = /Tasks:\s+(\d+) successful, (\d+) total/.exec(output) ?? []
  if (code === 0) return { passed: Number(successful), failed: 0, skipped: [] }
  console.error(output)
  return {
    passed: Number(successful ?? 0),
    failed: Math.max(1, Number(all ?? 0) - Number(successful ?? 0)),
    skipped: [],
  }
}

async function lint(): Promise<Outcome> {
  const biome = inRepository('node_modules/@biomejs/biome/bin/biome')
  const { code, output } = await readProgram([biome, 'check', '--error-on-warnings', '.'], testEnvironment())
  return checked(code, output)
}

async function architecture(): Promise<Outcome> {
  const program = inRepository('packages/config/architecture/check.mjs')
  const { code, output } = await readProgram([program], testEnvironment())
  return checked(code, output)
}

/** In the order in which they begin: what fails fastest first. */
export const stages: readonly Stage[] = [
  { name: 'types', takesPatterns: false, run: types },
  { name: 'lint', takesPatterns: false, run: lint },
  { name: 'architecture', takesPatterns: false, run: architecture },
  { name: 'rules', takesPatterns: true, run: (patterns, showing) => vitestStage('rules', patterns, showing) },
  { name: 'verbs', takesPatterns: true, run: (patterns, showing) => vitestStage('verbs', patterns, showing) },
  { name: 'benches', takesPatterns: true, run: (patterns, showing) => vitestStage('benches', patterns, showing) },
  { name: 'journeys', takesPatterns: true, run: (patterns, showing) => vitestStage('journeys', patterns, showing) },
  { name: 'browser', takesPatterns: true, run: browserStage },
]

/**
 * Lanes of stages run beside each other: journeys and browsers often wait for processes and for time to pass, which the
 * others fill.
 */
export const lanes: ReadonlyArray<ReadonlyArray<readonly string[]>> = [
  [['types'], ['lint', 'architecture', 'rules']],
  [['browser'], ['journeys'], ['verbs', 'benches']],
]
