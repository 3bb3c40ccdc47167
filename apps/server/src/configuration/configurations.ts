import {
  type ConfigurationValues,
  firmwareStep,
  type Layer,
  layersSeenOn,
  type PinnedLayer,
  stackKey,
} from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import type { DeviceFacts } from './device-facts.queries.js'
import { type ResultInEffect, resultsInEffect } from './results-in-effect.js'
import { openValues } from './secrets.js'

/** What a device adds to a stack. */
export type ConfiguredDevice = Pick<DeviceFacts, 'id' | 'modelKey' | 'features' | 'firmware' | 'own'>

/**
 * Works out what stacks, with a device's own layer on top, come to on devices. With `seenOn`, the stack comes without what
 * was left out on that firmware: nobody has seen the device get it.
 */
export type Configurations = {
  of(device: ConfiguredDevice, stack: readonly PinnedLayer[], seenOn?: string | null): ResultInEffect
  layersOf(device: ConfiguredDevice, stack: readonly PinnedLayer[], seenOn?: string | null): readonly Layer[]
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
  const steps = new Steps()
  const layersOf: Configurations['layersOf'] = (device, stack, seenOn = null) => {
    const own = ownLayer(device, openValues(platform.settings.keyRing, device.id, device.own))
    const seen = layersSeenOn(device.modelKey, seenOn, profiles.layersOf(stack))
    return own === null ? seen : [...seen, own]
  }
  return {
    layersOf,
    of: (device, stack, seenOn = null) => {
      const [step, seen] = [steps.of(device.modelKey, device.firmware), steps.of(device.modelKey, seenOn)]
      const content = hasOwn(device) ? null : `${step}/${seen === step ? null : seen} ${profiles.contentOf(stack)}`
      return results.of(device, content, () => layersOf(device, stack, seenOn))
    },
  }
}

/** Of a few models with a few firmware versions, asked for a thousand devices. */
class Steps {
  private readonly known = new Map<string, number | null>()

  of(modelKey: string, firmware: string | null): number | null {
    const key = `${modelKey} ${firmware}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const step = firmwareStep(modelKey, firmware)
    this.known.set(key, step)
    return step
  }
}

export function hasOwn(device: Pick<DeviceFacts, 'own'>): boolean {
  return Object.keys(device.own).length > 0
}

/** A device's own layer: the last, and without a profile. */
function ownLayer({ id }: ConfiguredDevice, values: ConfigurationValues): Layer | null {
  return Object.keys(values).length === 0 ? null : { kind: 'device', id, values, locked: [] }
}
