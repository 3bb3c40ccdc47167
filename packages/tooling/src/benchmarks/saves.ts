import { setTimeout as sleep } from 'node:timers/promises'
import type { Visitor } from './visitor.js'

const patienceMs = 30_000

interface Target {
  readonly state: string
  readonly plannedAt: string
  readonly sentAt: string | null
  readonly finishedAt: string | null
}
/** Milliseconds of one save: as the admin sees it, and between the marks on the target. */
export interface Saved {
  readonly seen: number
  readonly answered: number
  readonly plannedToSent: number
  readonly sentToConfirmed: number
}

const since = (later: string | null, earlier: string | null) => Date.parse(later ?? '') - Date.parse(earlier ?? '')

/** Saves a value for a device and polls its target until it says confirmed. */
export async function save(
  admin: Visitor,
  organization: string,
  deviceId: string,
  value: number,
  pollMs: number,
): Promise<Saved> {
  const configuration = `${organization}/devices/${deviceId}/configuration`
  const { version } = (await admin.get<{ version: number }>(configuration)).body
  const startedAt = performance.now()
  const changed = await admin.send<{ deploymentId: string }>(
    'POST',
    configuration,
    { values: { 'audio.defaultVolume': value } },
    { 'if-match': `"${version}"` },
  )
  for (;;) {
    const targets = `${organization}/deployments/${changed.body.deploymentId}/targets`
    const [target] = (await admin.get<{ items: Target[] }>(targets)).body.items
    const seen = performance.now() - startedAt
    if (target?.state === 'confirmed') {
      const { plannedAt, sentAt, finishedAt } = target
      const marks = { plannedToSent: since(sentAt, plannedAt), sentToConfirmed: since(finishedAt, sentAt) }
      return { seen, answered: changed.milliseconds, ...marks }
    }
    if (seen > patienceMs) throw new Error(`After ${patienceMs / 1000} s a target was still ${target?.state}.`)
    await sleep(pollMs)
  }
}
