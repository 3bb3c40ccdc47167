import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '../postgres/start-postgres.js'
import { inRepository } from '../repository.js'
import { findChromium } from './chromium.js'
import { startInstallation } from './installation.js'
import { nothing, type Outcome } from './outcome.js'
import { runProgram, type Showing, testEnvironment } from './run-program.js'
import { temporaryFolder } from './throwaway-folder.js'

interface PlaywrightTest {
  readonly title: string
  readonly tests: readonly {
    readonly status: string
    readonly annotations: readonly { readonly description?: string }[]
  }[]
}

interface PlaywrightSuite {
  readonly specs?: readonly PlaywrightTest[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly unknown[]
}

function specsOf(suite: PlaywrightSuite): readonly PlaywrightTest[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

function skipNames(report: PlaywrightReport): string[] {
  return report.suites
    .flatMap(specsOf)
    .flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'skipped')
        .map(({ annotations }) => `${title} — ${annotations[0]?.description ?? 'skipped in the source'}`),
    )
}

/** A test that passed only at its second try has not passed. */
function readReport(file: string): Outcome {
  if (!existsSync(file)) return { ...nothing, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped: skipNames(report) }
}

/** The journeys in a real browser, against everything `npm start` starts. */
export async function browserStage(patterns: readonly string[], showing: Showing): Promise<Outcome> {
  const config = inRepository('apps/console/playwright.config.ts')
  if (!existsSync(config)) return nothing
  const folder = temporaryFolder('maestro-browser-')
  const report = join(folder.path, 'report.json')
  const chromium = await findChromium()
  // A device that never answers is given up in seconds, not minutes.
  const installation = await startInstallation({ MAESTRO_ANSWER_SECONDS: '4' })
  try {
    const postgres = await startPostgres({ dir: join(installation.dataFolder, 'postgres') })
    const environment = testEnvironment({
      MAESTRO_E2E_URL: installation.url,
      MAESTRO_E2E_DATA: installation.dataFolder,
      // As its owner: for tests in which days have to pass.
      MAESTRO_E2E_DATABASE: postgres.url,
      CHROMIUM_PATH: chromium.program,
      ...(chromium.libraries ? { CHROMIUM_LIBRARIES: chromium.libraries } : {}),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      TMPDIR: folder.path,
    })
    const cli = inRepository('node_modules/@playwright/test/cli.js')
    await runProgram(
      [cli, 'test', '--config', config, '--reporter=list,json', '--pass-with-no-tests', ...patterns],
      environment,
      showing,
    )
    return readReport(report)
  } finally {
    await installation.stop()
    folder.remove()
  }
}
