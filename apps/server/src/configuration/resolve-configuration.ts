import {
  type ConfigurationChange,
  type ConfigurationValues,
  diffConfiguration,
  type PinnedLayer,
  stackKey,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Platform, type Transaction } from '../platform/platform.js'
import { loadAssignedProfiles } from './assigned-profiles.queries.js'
import { type Configurations, hasOwn, openConfigurations } from './configurations.js'
import { type DeviceFacts, loadDeviceFacts } from './device-facts.queries.js'
import { loadReleasedValues } from './released.store.js'
import type { LeftOut, ResultInEffect } from './results-in-effect.js'
import { hideSecret, isSecret, type Shown, shown } from './secrets.js'
import { loadStacks, saveStacks } from './stacks.store.js'

export type ShownChange = {
  readonly key: string
  readonly before: Shown
  readonly after: Shown
  readonly restart: boolean
  readonly secret: boolean
}

/** What layers would make of a device, against what is released to it now. */
export type Resolved = {
  readonly deviceId: string
  /** What it ran when this was worked out; null: it had not said. */
  readonly firmware: string | null
  /** The layers that were looked at, besides the device's own; null: there are none. */
  readonly stackId: string | null
  /** The layers that are released now. */
  readonly previousStackId: string | null
  /** By key; secrets are hidden. */
  readonly changes: readonly ShownChange[]
  readonly restart: boolean
  /** What the layers set and the device does not get. */
  readonly leftOut: readonly LeftOut[]
}

type Question = {
  readonly device: DeviceFacts
  readonly stackId: string | null
  readonly stack: readonly PinnedLayer[]
}

/** Works out what devices should have. Takes up to 1,000 devices at once, with the same few queries. */
@Injectable()
export class ResolveConfiguration {
  constructor(private readonly platform: Platform) {}

  /** By today's assignments, each profile at its newest version, and the device's own layer. */
  async wanted(tx: Transaction, organizationId: string, deviceIds: readonly string[]): Promise<Map<string, Resolved>> {
    const devices = await loadDeviceFacts(tx, organizationId, deviceIds)
    const assigned = await loadAssignedProfiles(tx, organizationId, devices)
    const stacks = devices.map((device) => ({ device, stack: assigned.stackOf(device) }))
    const keyed = stacks.map((one) => ({ ...one, key: stackKey(one.stack) }))
    const distinct = new Map(keyed.filter(({ stack }) => stack.length > 0).map(({ key, stack }) => [key, stack]))
    const ids = await saveStacks(tx, organizationId, distinct)
    return this.resolve(
      tx,
      organizationId,
      keyed.map(({ device, stack, key }) => ({ device, stack, stackId: ids.get(key) ?? null })),
    )
  }

  /** By given layers, and the device's own. */
  async withStacks(
    tx: Transaction,
    organizationId: string,
    items: readonly { readonly deviceId: string; readonly stackId: string | null }[],
  ): Promise<Map<string, Resolved>> {
    const given = new Map(items.map(({ deviceId, stackId }) => [deviceId, stackId]))
    const devices = await loadDeviceFacts(tx, organizationId, [...given.keys()])
    const stacks = await loadStacks(
      tx,
      organizationId,
      [...given.values()].flatMap((id) => id ?? []),
    )
    return this.resolve(
      tx,
      organizationId,
      devices.map((device) => {
        const stackId = given.get(device.id) ?? null
        return { device, stackId, stack: stacks.get(stackId ?? '') ?? [] }
      }),
    )
  }

  private async resolve(
    tx: Transaction,
    organizationId: string,
    questions: readonly Question[],
  ): Promise<Map<string, Resolved>> {
    const released = await loadStacks(
      tx,
      organizationId,
      questions.flatMap(({ device }) => device.released?.stackId ?? []),
    )
    const all = [...questions.map(({ stack }) => stack), ...released.values()]
    const configurations = await openConfigurations(this.platform, tx, organizationId, all)
    const answers = questions.map((question) => ({
      ...question,
      after: configurations.of(question.device, question.stack),
    }))
    const before = await this.valuesBefore(tx, organizationId, configurations, released, answers)
    const differences = new Differences()
    return new Map(
      answers.map(({ device, stackId, after }) => {
        const previousStackId = device.released?.stackId ?? null
        const changes = differences.between(before.get(device.id) ?? after, after)
        const restart = changes.some((change) => change.restart)
        const { id: deviceId, firmware } = device
        const { leftOut } = after
        return [deviceId, { deviceId, firmware, stackId, previousStackId, changes, restart, leftOut }]
      }),
    )
  }

  /** What is released to those that would change; worked out where that is quicker than reading and opening it. */
  private async valuesBefore(
    tx: Transaction,
    organizationId: string,
    configurations: Configurations,
    released: ReadonlyMap<string, readonly PinnedLayer[]>,
    answers: readonly { readonly device: DeviceFacts; readonly after: ResultInEffect }[],
  ): Promise<ReadonlyMap<string, Before>> {
    const before = new Map<string, Before>()
    const unread: string[] = []
    for (const { device } of answers.filter(({ device, after }) => device.released?.hash !== after.hash)) {
      const known = workedOut(device, configurations, released)
      if (known) before.set(device.id, known)
      else unread.push(device.id)
    }
    const read = await loadReleasedValues(tx, this.platform.settings.keyRing, organizationId, unread)
    for (const [deviceId, values] of read) before.set(deviceId, { values })
    return before
  }
}

type Before = { readonly values: ConfigurationValues }
const NOTHING: Before = { values: {} }

/** What is released to a device, unless that came of other features or of an own layer. */
function workedOut(
  device: DeviceFacts,
  configurations: Configurations,
  stacks: ReadonlyMap<string, readonly PinnedLayer[]>,
): Before | null {
  if (device.released === null) return NOTHING
  if (hasOwn(device)) return null
  const { stackId, seenOn } = device.released
  const result = configurations.of(device, stacks.get(stackId ?? '') ?? [], seenOn)
  return result.hash === device.released.hash ? result : null
}

/** Compares each pair of results once: those of one stack are the same object. */
export class Differences {
  private readonly known = new Map<Before, Map<Before, readonly ShownChange[]>>()

  between(before: Before, after: Before): readonly ShownChange[] {
    const ofBefore = this.known.get(before) ?? new Map<Before, readonly ShownChange[]>()
    this.known.set(before, ofBefore)
    const found = ofBefore.get(after) ?? changesShown(before.values, after.values)
    ofBefore.set(after, found)
    return found
  }
}

/** What differs, as people may see it. */
export function changesShown(before: ConfigurationValues, after: ConfigurationValues): readonly ShownChange[] {
  return diffConfiguration(before, after).map(showChange)
}

export function showChange({ key, before, after, restart }: ConfigurationChange): ShownChange {
  return {
    key,
    before: shown(hideSecret(key, before)),
    after: shown(hideSecret(key, after)),
    restart,
    secret: isSecret(key),
  }
}
