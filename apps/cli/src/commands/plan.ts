import { type FileAction, routes } from '@maestro/contract'
import { EXIT, type ExitCode, Failure } from '../failure.js'
import { locate, readPath } from '../locate.js'
import { failureOf, MaestroApi, Refusal } from '../maestro-api.js'
import type { Options } from '../options.js'
import { findOrganization, type Organization } from '../organization.js'
import { type ReadFile, readConfigurationFile } from '../read-file.js'
import { showPlan } from '../show-plan.js'
import type { Terminal } from '../terminal.js'

export type Plan = {
  readonly api: MaestroApi
  readonly organization: Organization
  readonly read: ReadFile
  readonly actions: readonly FileAction[]
  readonly hash: string
}

/** Shows what files would change. */
export async function plan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const planned = await makePlan(options)
  const { actions, hash } = planned
  if (options.json) terminal.print(JSON.stringify({ actions, hash }, null, 2))
  else tellPlan(planned, options, terminal)
  return actions.length === 0 ? EXIT.done : EXIT.changes
}

export async function makePlan(options: Options): Promise<Plan> {
  const read = await readConfigurationFile(options)
  const api = new MaestroApi(options)
  const organization = await findOrganization(api, options)
  const answer = await withLines(options, read, () =>
    api.call(routes.configurationFile.plan, {
      params: { organizationId: organization.id },
      body: { file: read.file, prune: options.prune },
    }),
  )
  return { api, organization, read, ...answer }
}

export function tellPlan(planned: Plan, { words }: Options, terminal: Terminal): void {
  if (planned.actions.length > 0) terminal.print(`${words.planFor(planned.organization.name)}\n`)
  terminal.print(showPlan(planned.actions, terminal, words))
}

/** Says of each thing that Maestro refuses in which line it stands. */
export async function withLines<T>({ words }: Options, { merged }: ReadFile, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { errors = [], detail } = error.problem
    if (errors.length === 0) throw failureOf(error, { words })
    const lines = errors.map(({ path, message }) => {
      const place = path.replace(/^file\./u, '')
      return `${locate(merged, readPath(place))}: ${place}: ${message}`
    })
    throw new Failure([error.status === 422 ? words.refused : detail, ...lines], EXIT.refused)
  }
}
