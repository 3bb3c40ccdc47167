import {
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  effectiveConfiguration,
  type FeatureKey,
  type Layer,
  lockedAbove,
  valuesSet,
} from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import { nameLocks } from '../profiles/locks-above.js'
import { resultsInEffect } from './results-in-effect.js'
import { loadStacks } from './stacks.store.js'

/** What is released to a device besides its own layer: what a change of that layer is judged against. */
export type LayersBelow = {
  readonly locks: readonly ConfigurationError[]
  /** What an own layer comes to on top of them. */
  with(own: ConfigurationValues): ConfigurationValues
}

type Configured = {
  readonly id: string
  readonly modelKey: string
  readonly released: { readonly stackId: string | null } | null
}

/** @param changes those that are to be judged by the locks of the layers */
export async function loadLayersBelow(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  device: Configured,
  features: readonly FeatureKey[],
  changes: ConfigurationInput,
): Promise<LayersBelow> {
  const stackId = device.released?.stackId
  const stack = stackId ? ((await loadStacks(tx, organizationId, [stackId])).get(stackId) ?? []) : []
  const below = (await resultsInEffect(platform).profiles.open(tx, organizationId, [stack])).layersOf(stack)
  const locks = lockedAbove(below, changes, { modelKey: device.modelKey, features })
  const ownLayer = (values: ConfigurationValues): Layer => ({ kind: 'device', id: device.id, values, locked: [] })
  return {
    locks: await nameLocks(tx, organizationId, locks),
    with: (own) => valuesSet(effectiveConfiguration(device.modelKey, [...below, ownLayer(own)], features)),
  }
}
