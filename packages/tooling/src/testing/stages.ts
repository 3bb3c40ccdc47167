import { inRepository } from '../repository.js'
import { browserStage } from './browser.js'
import type { Outcome } from './outcome.js'
import { readProgram, testEnvironment } from './run-program.js'
import { vitestStage } from './vitest-stage.js'

export interface Stage {
  readonly name: string
  /** Takes patterns: then it runs only the tests in files whose path holds one of them. */
  readonly takesPatterns: boolean
  readonly run: (patterns: readonly string[]) => Promise<Outcome>
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

/** In the order in which they run: what fails fastest first. */
export const stages: readonly Stage[] = [
  { name: 'types', takesPatterns: false, run: types },
  { name: 'lint', takesPatterns: false, run: lint },
  { name: 'architecture', takesPatterns: false, run: architecture },
  { name: 'rules', takesPatterns: true, run: (patterns) => vitestStage('rules', patterns) },
  { name: 'verbs', takesPatterns: true, run: (patterns) => vitestStage('verbs', patterns) },
  { name: 'journeys', takesPatterns: true, run: (patterns) => vitestStage('journeys', patterns) },
  { name: 'browser', takesPatterns: true, run: browserStage },
]
