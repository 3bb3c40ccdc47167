import { Refusal, runCommand } from './refusal.js'
import { type Outcome, sum, totalsLine } from './testing/outcome.js'
import type { Showing } from './testing/run-program.js'
import { lanes, type Stage, stages } from './testing/stages.js'

/** Names of stages choose stages; anything else is a pattern for the files of tests. */
function choose(args: readonly string[]): { chosen: readonly Stage[]; patterns: readonly string[] } {
  const patterns = args.filter((arg) => !stages.some(({ name }) => name === arg))
  const flag = patterns.find((pattern) => pattern.startsWith('-'))
  if (flag)
    throw new Refusal(
      `npm test knows no ${flag}. Give stages (${stages.map(({ name }) => name).join(', ')}) or parts of file names.`,
    )
  const named = stages.filter(({ name }) => args.includes(name))
  if (named.length) return { chosen: named, patterns }
  return { chosen: patterns.length ? stages.filter(({ takesPatterns }) => takesPatterns) : stages, patterns }
}

async function runStage(stage: Stage, patterns: readonly string[], showing: Showing): Promise<Outcome> {
  const startedAt = Date.now()
  console.log(`\n── ${stage.name}`)
  try {
    const outcome = await stage.run(patterns, showing)
    console.log(totalsLine(outcome, (Date.now() - startedAt) / 1000).replace('Total', stage.name))
    return outcome
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: [] }
  }
}

async function runLane(lane: readonly Stage[], patterns: readonly string[], showing: Showing): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const stage of lane) outcomes.push(await runStage(stage, patterns, showing))
  return outcomes
}

await runCommand(async () => {
  const startedAt = Date.now()
  const { chosen, patterns } = choose(process.argv.slice(2))
  const outcomes: Outcome[] = []
  for (const beside of lanes) {
    const busy = beside.map((names) => chosen.filter(({ name }) => names.includes(name))).filter((lane) => lane.length)
    const showing = busy.length > 1 ? 'at the end' : 'at once'
    outcomes.push(...(await Promise.all(busy.map((lane) => runLane(lane, patterns, showing)))).flat())
  }
  const total = sum(outcomes)
  for (const name of total.skipped) console.log(`skipped: ${name}`)
  console.log(`\n${totalsLine(total, (Date.now() - startedAt) / 1000)}`)
  const skipsForbidden = process.env['MAESTRO_TEST_ALL'] === '1' && total.skipped.length > 0
  if (skipsForbidden) console.error('MAESTRO_TEST_ALL allows no skip. Install the tools that CONTRIBUTING.md lists.')
  return total.failed > 0 || skipsForbidden ? 1 : 0
})
