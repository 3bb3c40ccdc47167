import { type ConfigurationValues, type Layer, type PinnedLayer, stackKey } from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import type { DeviceFacts } from './device-facts.queries.js'
import { type ResultInEffect, resultsInEffect } from './results-in-effect.js'
import { openValues } from './secrets.js'

/** Works out what stacks, with a device's own layer on top, come to on devices. */
export type Configurations = {
  of(device: DeviceFacts, stack: readonly PinnedLayer[]): ResultInEffect
  layersOf(device: DeviceFacts, stack: readonly PinnedLayer[]): readonly Layer[]
}

/** Opens what all the stacks hold, in two queries at most. */
export async function openConfigurations(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  stacks: Iterable<readonly PinnedLayer[]>,
): Promise<Configurations> {
  const results = resultsInEffect(platform)
  const distinct = new Map([...stacks].map((stack) => [stackKey(stack), stack]))
  const profiles = await results.profiles.open(tx, organizationId, distinct.values())
  const layersOf = (device: DeviceFacts, stack: readonly PinnedLayer[]): readonly Layer[] => {
    const own = ownLayer(device, openValues(platform.settings.keyRing, device.id, device.own))
    return own === null ? profiles.layersOf(stack) : [...profiles.layersOf(stack), own]
  }
  return {
    layersOf,
    of: (device, stack) =>
      results.of(device.modelKey, device.features, hasOwn(device) ? null : profiles.contentOf(stack), () =>
        layersOf(device, stack),
      ),
  }
}

export function hasOwn(device: DeviceFacts): boolean {
  return Object.keys(device.own).length > 0
}

/** A device's own layer: the last, and without a profile. */
function ownLayer({ id }: DeviceFacts, values: ConfigurationValues): Layer | null {
  return Object.keys(values).length === 0 ? null : { kind: 'device', id, values, locked: [] }
}
