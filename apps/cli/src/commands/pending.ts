import { setTimeout as pause } from 'node:timers/promises'
import { type Deployment, type DeploymentScope, type PlannedDevice, routes } from '@maestro/contract'
import { Failure } from '../failure.js'
import type { Options } from '../options.js'
import type { Plan } from './plan.js'

const PAUSE_MILLISECONDS = 1_000
const PAGE = 200

/** What a deployment to everybody would change now, by the id of the device. */
export type Pending = ReadonlyMap<string, PlannedDevice>
/** A change of a device that was waiting before the files came. */
export type Carried = { readonly device: string; readonly key: string }

/** Has a draft prepared, reads it and throws it away: so it is the server that says what waits. */
export async function pendingNow(planned: Plan, options: Options): Promise<Pending> {
  const draft = await prepared(planned, { everyone: true }, options)
  const params = { organizationId: planned.organization.id, deploymentId: draft.id }
  const found = new Map<string, PlannedDevice>()
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) }
    const page = await planned.api.call(routes.deployments.preview, { params, query })
    for (const one of page.items) found.set(one.device.id, one)
    cursor = page.nextCursor
  }
  await planned.api.call(routes.deployments.discard, { params })
  return found
}

export async function prepared({ api, ...planned }: Plan, scope: DeploymentScope, options: Options) {
  const body = { scope, ...(options.reason ? { reason: options.reason } : {}) }
  const params = { organizationId: planned.organization.id }
  const created = await api.call(routes.deployments.create, { params, body })
  return until({ api, ...planned }, created, options, ({ state }) => state !== 'preparing')
}

/** Asks again and again until the deployment is as wanted. */
export async function until(
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

/** The devices for which something waits now that did not wait before. */
export function concerned(before: Pending, now: Pending): readonly PlannedDevice[] {
  return [...now.values()].filter(({ device, changes }) => {
    const waited = new Set((before.get(device.id)?.changes ?? []).map(textOf))
    return changes.some((change) => !waited.has(textOf(change)))
  })
}

/** What would go along with it: changes of these devices that waited before. */
export function carriedAlong(before: Pending, devices: readonly PlannedDevice[]): readonly Carried[] {
  return devices.flatMap(({ device, changes }) => {
    const waited = new Set((before.get(device.id)?.changes ?? []).map(textOf))
    return changes.filter((change) => waited.has(textOf(change))).map(({ key }) => ({ device: device.name, key }))
  })
}

function textOf({ key, before, after }: PlannedDevice['changes'][number]): string {
  return JSON.stringify([key, before, after])
}
