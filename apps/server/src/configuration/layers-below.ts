import {
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  effectiveConfiguration,
  type Layer,
  lockedAbove,
  valuesSet,
  withoutHidden,
} from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import { nameLocks } from '../profiles/locks-above.js'
import { type ConfiguredDevice, featuresOf } from './configuration.store.js'
import { resultsInEffect } from './results-in-effect.js'
import { loadStacks } from './stacks.store.js'

/** What is released to a device besides its own layer: what a change of that layer is judged against. */
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
  const stackId = device.released?.stackId
  const stack = stackId ? ((await loadStacks(tx, organizationId, [stackId])).get(stackId) ?? []) : []
  const below = (await resultsInEffect(platform).profiles.open(tx, organizationId, [stack])).layersOf(stack)
  const ownLayer = (values: ConfigurationValues): Layer => ({ kind: 'device', id: device.id, values, locked: [] })
  const withOwn = (values: ConfigurationValues) =>
    valuesSet(effectiveConfiguration(device.modelKey, [...below, ownLayer(values)], features))
  const changes = withoutHidden({ ...withOwn(own), ...own }, asked)
  const locks = lockedAbove(below, changes, { modelKey: device.modelKey, features })
  return { changes, locks: await nameLocks(tx, organizationId, locks), with: withOwn }
}
