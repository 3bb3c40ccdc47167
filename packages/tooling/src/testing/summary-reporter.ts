import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import type { Outcome } from './outcome.js'
import { summaryVariable } from './run-program.js'

function skipName(test: TestCase): string {
  const result = test.result()
  const reason = (result.state === 'skipped' && result.note) || 'skipped in the source'
  return `${test.fullName} — ${reason}`
}

/** A file that could not be loaded has no tests to fail: it counts as one. */
function brokenFiles(modules: readonly TestModule[]): number {
  return modules.filter((module) => module.errors().length > 0).length
}

/** Leaves a run's counts in the file the variable names. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inState = (state: string) => tests.filter((test) => test.result().state === state)
    const outcome: Outcome = {
      passed: inState('passed').length,
      failed: inState('failed').length + inState('pending').length + brokenFiles(modules) + unhandled.length,
      skipped: inState('skipped').map(skipName),
    }
    const file = process.env[summaryVariable]
    if (file) writeFileSync(file, JSON.stringify(outcome))
  }
}
