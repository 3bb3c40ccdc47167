import type { Hello } from '@maestro/contract/devices'
import { heldVersion } from '@maestro/domain'
import { type HeardMessage, hear, type Standing } from './standing.js'
import {
  type Database,
  inLinkTransaction,
  loadReleased,
  loadStandings,
  type ReleasedDocument,
  saveStandings,
  withOpenTargets,
} from './standing.store.js'

export type Heard = {
  readonly deviceId: string
  readonly message: HeardMessage
  /** Called once the message is written, or dropped for good. */
  readonly onDone?: (() => void) | undefined
}

/** What came of a batch, for others to go on with once it is committed. */
export type Outcome = {
  /** Devices of which something that people see has changed. */
  readonly changed: readonly string[]
  /** Devices whose reported state has changed. */
  readonly reported: readonly string[]
  /** Devices with an open target that an answer, a call or a connection may move on, or with another licence file. */
  readonly answered: readonly string[]
  /** What devices are to be sent in answer to their hello. */
  readonly outdated: readonly ReleasedDocument[]
  /** Devices that named a configuration which was never given to them. */
  readonly mistaken: readonly string[]
  /** Devices of the batch that do not exist here. */
  readonly strangers: number
}

type Greeting = { readonly desiredVersion: number; readonly reportWasMissed: boolean }

/** Hears one organization's messages, oldest first, in one transaction. Safe to repeat: versions and sessions decide. */
export function hearDevices(
  database: Database,
  organizationId: string,
  batch: readonly Heard[],
  at: Date,
): Promise<Outcome> {
  return inLinkTransaction(database, organizationId, async (transaction) => {
    const deviceIds = idsOf(batch)
    const withReported = idsOf(batch.filter((heard) => heard.message.kind === 'reported'))
    const before = await loadStandings(transaction, deviceIds, withReported)
    const { after, greetings } = hearAll(before, batch)
    const changed = [...after]
      .filter(([deviceId, standing]) => standing !== before.get(deviceId))
      .map(([deviceId, standing]) => ({ deviceId, standing }))
    const reportedChanged = new Set(withReported.filter((id) => after.get(id)?.reported !== before.get(id)?.reported))
    if (changed.length > 0) await saveStandings(transaction, organizationId, changed, reportedChanged, at)
    const moved = changed
      .filter((one) => movesTargets(before.get(one.deviceId), one.standing))
      .map((one) => one.deviceId)
    const licensed = changed
      .filter((one) => before.get(one.deviceId)?.licenseIssue !== one.standing.licenseIssue)
      .map((one) => one.deviceId)
    const released = greetings.size > 0 ? await loadReleased(transaction, [...greetings.keys()]) : []
    return {
      changed: changed.map((one) => one.deviceId),
      reported: [...reportedChanged],
      answered: [...new Set([...(moved.length > 0 ? await withOpenTargets(transaction, moved) : []), ...licensed])],
      outdated: released.filter((one) => isOutdated(one, greetings.get(one.deviceId), after.get(one.deviceId))),
      mistaken: idsOf(batch.filter((heard) => isMistaken(heard, before.get(heard.deviceId)))),
      strangers: deviceIds.length - before.size,
    }
  })
}

function idsOf(batch: readonly Heard[]): string[] {
  return [...new Set(batch.map((heard) => heard.deviceId))]
}

function hearAll(before: ReadonlyMap<string, Standing>, batch: readonly Heard[]) {
  const after = new Map(before)
  const greetings = new Map<string, Greeting>()
  for (const { deviceId, message } of batch) {
    const standing = after.get(deviceId)
    if (!standing) continue
    if (message.kind === 'hello') greetings.set(deviceId, greetingOf(message.body, standing))
    after.set(deviceId, hear(standing, message))
  }
  return { after, greetings }
}

function isMistaken({ message }: Heard, standing: Standing | undefined): boolean {
  if (!standing || (message.kind !== 'hello' && message.kind !== 'reported')) return false
  return message.body.desiredVersion > standing.releasedVersion
}

function greetingOf(hello: Hello, standing: Standing): Greeting {
  return {
    desiredVersion: heldVersion(hello.desiredVersion, standing.releasedVersion),
    reportWasMissed: hello.reportedVersion > standing.reportedVersion,
  }
}

/**
 * Something newer waits for the device, unless it is in a call: then the end of the call sends it. The version that
 * the device holds is sent again when a report of it was missed, because a device answers it in full.
 */
function isOutdated(released: ReleasedDocument, greeting?: Greeting, standing?: Standing): boolean {
  if (!greeting || !standing) return false
  if (released.version > greeting.desiredVersion) return !standing.inCall
  return released.version === greeting.desiredVersion && greeting.reportWasMissed
}

function movesTargets(before: Standing | undefined, after: Standing): boolean {
  return (
    before?.reportedVersion !== after.reportedVersion ||
    before.inCall !== after.inCall ||
    before.connection !== after.connection ||
    before.desiredVersion !== after.desiredVersion
  )
}
