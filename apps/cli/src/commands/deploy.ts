import { setTimeout as pause } from 'node:timers/promises'
import { type Deployment, routes } from '@maestro/contract'
import { EXIT, type ExitCode, Failure } from '../failure.js'
import { failureOf, Refusal } from '../maestro-api.js'
import type { Options } from '../options.js'
import type { Terminal } from '../terminal.js'
import type { Plan } from './plan.js'

const PAUSE_MILLISECONDS = 1_000

/** Prepares a deployment of all that is pending, shows what it would do, and starts it when told to. */
export async function deploy(planned: Plan, options: Options, terminal: Terminal): Promise<ExitCode> {
  try {
    return await run(planned, options, terminal)
  } catch (error) {
    throw error instanceof Refusal ? failureOf(error, options) : error
  }
}

async function run(planned: Plan, options: Options, terminal: Terminal): Promise<ExitCode> {
  const { words, url } = options
  const draft = await prepare(planned, options, terminal)
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

async function prepare(planned: Plan, options: Options, terminal: Terminal): Promise<Deployment> {
  const { api, organization } = planned
  terminal.tell(options.words.preparing)
  const body = { scope: { everyone: true as const }, ...(options.reason ? { reason: options.reason } : {}) }
  const created = await api.call(routes.deployments.create, { params: { organizationId: organization.id }, body })
  return until(planned, created, options, ({ state }) => state !== 'preparing')
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

/** Asks again and again until the deployment is as wanted. */
async function until(
  { api, organization }: Plan,
  from: Deployment,
  { minutes, words }: Options,
  isThere: (deployment: Deployment) => boolean,
): Promise<Deployment> {
  const end = Date.now() + minutes * 60_000
  const params = { organizationId: organization.id, deploymentId: from.id }
  for (let deployment = from; ; deployment = await api.call(routes.deployments.get, { params })) {
    if (isThere(deployment)) return deployment
    if (Date.now() > end) throw new Failure([words.tookTooLong(minutes)])
    await pause(PAUSE_MILLISECONDS)
  }
}
