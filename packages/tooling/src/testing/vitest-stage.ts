import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRepository } from '../repository.js'
import { nothing, type Outcome } from './outcome.js'
import { runProgram, type Showing, summaryVariable, testEnvironment } from './run-program.js'
import { temporaryFolder } from './throwaway-folder.js'

function readSummary(file: string): Outcome | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outcome
  } catch {
    return undefined
  }
}

/** Runs one of the projects of vitest.config.ts. */
export async function vitestStage(project: string, patterns: readonly string[], showing: Showing): Promise<Outcome> {
  const folder = temporaryFolder(`maestro-${project}-`)
  const summary = join(folder.path, 'summary.json')
  const reporter = inRepository('packages/tooling/dist/testing/summary-reporter.js')
  const reporters = [`--reporter=${process.env['CI'] ? 'dot' : 'default'}`, `--reporter=${reporter}`]
  const args = [inRepository('node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests']
  try {
    const environment = testEnvironment({ [summaryVariable]: summary, TMPDIR: folder.path })
    const code = await runProgram([...args, ...reporters, ...patterns], environment, showing)
    const outcome = readSummary(summary) ?? nothing
    // Whatever went wrong outside of a test still fails the stage.
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
  } finally {
    folder.remove()
  }
}
