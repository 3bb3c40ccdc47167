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

const nothing = { plannedToSent: Number.NaN, sentToConfirmed: Number.NaN }

/**
 * Saves a value for a device and polls its target until it says confirmed. In a push the device may get the value
 * together with what is pushed: the target is superseded then, and the device has it when it has applied that version or
 * a newer one.
 */
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
  const changed = await admin.send<{ deploymentId: string; version: number }>(
    'POST',
    configuration,
    { values: { 'audio.defaultVolume': value } },
    { 'if-match': `"${version}"` },
  )
  const answered = changed.milliseconds
  for (;;) {
    const targets = `${organization}/deployments/${changed.body.deploymentId}/targets`
    const [target] = (await admin.get<{ items: Target[] }>(targets)).body.items
    const seen = performance.now() - startedAt
    if (target?.state === 'confirmed') {
      const { plannedAt, sentAt, finishedAt } = target
      const marks = { plannedToSent: since(sentAt, plannedAt), sentToConfirmed: since(finishedAt, sentAt) }
      return { seen, answered, ...marks }
    }
    if (target?.state === 'superseded') {
      const { appliedVersion } = (await admin.get<{ appliedVersion: number }>(configuration)).body
      if (appliedVersion >= changed.body.version) return { seen: performance.now() - startedAt, answered, ...nothing }
    }
    if (seen > patienceMs) throw new Error(`After ${patienceMs / 1000} s a target was still ${target?.state}.`)
    await sleep(pollMs)
  }
}
