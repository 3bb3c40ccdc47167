import {
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  effectiveConfiguration,
  type Layer,
  layersSeenOn,
  lockedAbove,
  valuesSet,
  withoutHidden,
} from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import { nameLocks } from '../profiles/locks-above.js'
import { loadAssignedProfiles } from './assigned-profiles.queries.js'
import { type ConfiguredDevice, featuresOf } from './configuration.store.js'
import { loadDeviceFacts } from './device-facts.queries.js'
import { resultsInEffect } from './results-in-effect.js'
import { loadStacks } from './stacks.store.js'

/** What a change of a device's own layer is judged against: the layers released to it, and the locks of those it is to get. */
export type LayersBelow = {
  /** What was asked for, without the secrets that came back hidden and stay. */
  readonly changes: ConfigurationInput
  readonly locks: readonly ConfigurationError[]
  /** What an own layer comes to on top of them. */
  with(own: ConfigurationValues): ConfigurationValues
}

export type OwnChange = {
  readonly device: ConfiguredDevice
  /** The device's own layer as it is. */
  readonly own: ConfigurationValues
  readonly asked: ConfigurationInput
}

export async function loadLayersBelow(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  { device, own, asked }: OwnChange,
): Promise<LayersBelow> {
  const features = featuresOf(device)
  const { modelKey, firmwareVersion: firmware } = device
  const stackId = device.released?.stackId
  const stack = stackId ? ((await loadStacks(tx, organizationId, [stackId])).get(stackId) ?? []) : []
  const opened = (await resultsInEffect(platform).profiles.open(tx, organizationId, [stack])).layersOf(stack)
  const below = layersSeenOn(modelKey, device.released?.firmwareVersion ?? null, opened)
  const ownLayer = (values: ConfigurationValues): Layer => ({ kind: 'device', id: device.id, values, locked: [] })
  const withOwn = (values: ConfigurationValues) =>
    valuesSet(effectiveConfiguration(modelKey, [...below, ownLayer(values)], features, firmware))
  const changes = withoutHidden({ ...withOwn(own), ...own }, asked)
  const wanted = await loadWantedLayers(platform, tx, organizationId, device.id)
  const locks = [wanted, below].flatMap((layers) => lockedAbove(layers, changes, { modelKey, features, firmware }))
  const named = await nameLocks(tx, organizationId, [...new Map(locks.map((lock) => [lock.key, lock])).values()])
  return { changes, locks: named, with: withOwn }
}

/** The layers as they are assigned now: a lock holds from the moment it is, and not only once it is deployed. */
async function loadWantedLayers(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  deviceId: string,
): Promise<readonly Layer[]> {
  const [facts] = await loadDeviceFacts(tx, organizationId, [deviceId])
  if (!facts) return []
  const stack = (await loadAssignedProfiles(tx, organizationId, [facts])).stackOf(facts)
  return (await resultsInEffect(platform).profiles.open(tx, organizationId, [stack])).layersOf(stack)
}
