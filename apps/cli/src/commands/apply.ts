import { routes } from '@maestro/contract'
import { EXIT, type ExitCode, Failure } from '../failure.js'
import { failureOf, Refusal } from '../maestro-api.js'
import type { Options } from '../options.js'
import type { Terminal } from '../terminal.js'
import { deploy } from './deploy.js'
import { type Pending, pendingNow } from './pending.js'
import { makePlan, type Plan, tellPlan, withLines } from './plan.js'

/** Shows the plan, asks, and makes its changes, all or none. */
export async function apply(options: Options, terminal: Terminal): Promise<ExitCode> {
  const planned = await makePlan(options)
  if (!options.json) tellPlan(planned, options, terminal)
  if (planned.actions.length > 0) {
    if (!(await isWanted(options, terminal))) {
      terminal.tell(options.words.leftAlone)
      return EXIT.changes
    }
  }
  const before = options.deploy ? await pendingBefore(planned, options) : null
  if (planned.actions.length > 0) {
    await makeChanges(planned, options)
    terminal.tell(options.words.applied(planned.actions.length))
  }
  if (options.json) terminal.print(JSON.stringify({ actions: planned.actions }, null, 2))
  if (before) return deploy(planned, before, options, terminal)
  if (planned.actions.length > 0) terminal.tell(options.words.deployNext)
  return EXIT.done
}

async function isWanted({ yes, words }: Options, terminal: Terminal): Promise<boolean> {
  if (yes) return true
  if (!terminal.interactive) throw new Failure([words.sayYes])
  return words.isYes.test(await terminal.ask(words.askApply))
}

async function makeChanges({ api, organization, read, hash }: Plan, options: Options): Promise<void> {
  const { prune, reason } = options
  await withLines(options, read, () =>
    api.call(routes.configurationFile.apply, {
      params: { organizationId: organization.id },
      body: { file: read.file, prune, hash, ...(reason ? { reason } : {}) },
    }),
  )
}

/** Nothing is saved yet: who may not deploy hears it now. */
async function pendingBefore(planned: Plan, options: Options): Promise<Pending> {
  try {
    return await pendingNow(planned, options)
  } catch (error) {
    throw error instanceof Refusal ? failureOf(error, options) : error
  }
}
