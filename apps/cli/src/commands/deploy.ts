import { type Deployment, type DeploymentScope, type PlannedDevice, routes } from '@maestro/contract'
import { EXIT, type ExitCode } from '../failure.js'
import { failureOf, Refusal } from '../maestro-api.js'
import type { Options } from '../options.js'
import type { Terminal } from '../terminal.js'
import { type Carried, carriedAlong, concerned, type Pending, pendingNow, prepared, until } from './pending.js'
import type { Plan } from './plan.js'

const SCOPE_AT_MOST = 1_000
const LISTED_AT_MOST = 50

/**
 * Deploys what the files changed, to the devices that it changes something for. What others left waiting on these
 * devices goes along, because a device gets its configuration whole: that is said first, and needs a yes of its own.
 * @param before what waited before the files were applied
 */
export async function deploy(planned: Plan, before: Pending, options: Options, terminal: Terminal): Promise<ExitCode> {
  try {
    return await run(planned, before, options, terminal)
  } catch (error) {
    throw error instanceof Refusal ? failureOf(error, options) : error
  }
}

async function run(planned: Plan, before: Pending, options: Options, terminal: Terminal): Promise<ExitCode> {
  const { words } = options
  terminal.tell(words.preparing)
  const now = await pendingNow(planned, options)
  const isOnlyPending = planned.actions.length === 0
  const devices = isOnlyPending && options.includePending ? [...now.values()] : concerned(before, now)
  if (devices.length === 0) {
    terminal.tell(now.size === 0 ? words.nothingToDeploy : words.onlyPending(now.size))
    return EXIT.done
  }
  const carried = isOnlyPending ? [] : carriedAlong(before, devices)
  if (carried.length > 0) {
    tellCarried(carried, options, terminal)
    if (options.yes && !options.includePending) {
      terminal.tell(words.includePending)
      return EXIT.refused
    }
  }
  let code: ExitCode = EXIT.done
  for (const scope of scopesOf(devices, now)) code = worse(code, await deployTo(planned, scope, options, terminal))
  return code
}

function tellCarried(carried: readonly Carried[], { words }: Options, terminal: Terminal): void {
  terminal.tell(words.alsoCarries(carried.length))
  for (const { device, key } of carried.slice(0, LISTED_AT_MOST)) terminal.tell(`    ${device}: ${key}`)
  if (carried.length > LISTED_AT_MOST) terminal.tell('    …')
}

/** One deployment where it can be one. */
function scopesOf(devices: readonly PlannedDevice[], now: Pending): DeploymentScope[] {
  if (devices.length > SCOPE_AT_MOST && devices.length === now.size) return [{ everyone: true }]
  const ids = devices.map(({ device }) => device.id)
  return Array.from({ length: Math.ceil(ids.length / SCOPE_AT_MOST) }, (_, part) => ({
    deviceIds: ids.slice(part * SCOPE_AT_MOST, (part + 1) * SCOPE_AT_MOST),
  }))
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one === EXIT.done ? other : one
}

async function deployTo(
  planned: Plan,
  scope: DeploymentScope,
  options: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  const { words, url } = options
  const draft = await prepared(planned, scope, options)
  const params = { organizationId: planned.organization.id, deploymentId: draft.id }
  if (!draft.preview || draft.preview.devices === 0) {
    await planned.api.call(routes.deployments.discard, { params })
    terminal.tell(words.nothingToDeploy)
    return EXIT.done
  }
  terminal.tell(words.preview(draft.preview))
  const address = `${url}/o/${planned.organization.slug}/deployments/${draft.id}`
  const wanted = options.yes || (terminal.interactive && words.isYes.test(await terminal.ask(words.askStart)))
  if (!wanted) {
    terminal.tell(words.draftLeft(address))
    return EXIT.done
  }
  const body = { previewHash: draft.previewHash ?? '' }
  const started = await planned.api.call(routes.deployments.start, { params, body })
  terminal.tell(words.started(address))
  if (started.state === 'awaiting-approval') terminal.tell(words.waitsForApproval)
  return options.wait ? follow(planned, started, options, terminal) : EXIT.done
}

async function follow(planned: Plan, started: Deployment, options: Options, terminal: Terminal): Promise<ExitCode> {
  let said = ''
  const last = await until(planned, started, options, (deployment) => {
    const line = progressOf(deployment, options)
    if (line !== said) terminal.tell(line)
    said = line
    return ['finished', 'cancelled', 'stopped'].includes(deployment.state)
  })
  const { confirmed = 0, failed = 0 } = last.counts
  terminal.tell(
    [options.words.ended(options.words.states[last.state], confirmed, failed), last.stateReason?.text ?? '']
      .join(' ')
      .trim(),
  )
  return last.state === 'finished' && failed === 0 ? EXIT.done : EXIT.failed
}

function progressOf({ state, counts, total }: Deployment, { words }: Options): string {
  const { confirmed = 0, failed = 0, superseded = 0, cancelled = 0, waiting = 0 } = counts
  return words.progress(words.states[state], confirmed + failed + superseded + cancelled, total, failed, waiting)
}
