import {
  applyChanges,
  type ConfigurationChange,
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  changesMade,
  lockedAbove,
  missingValues,
  validateChanges,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Platform, type Transaction } from '../platform/platform.js'
import { nameLocks } from '../profiles/locks-above.js'
import { loadAssignedProfiles } from './assigned-profiles.queries.js'
import { type DeviceFacts, loadDeviceFacts, lockDevices } from './device-facts.queries.js'
import { loadOwnLayers, saveOwnLayers } from './own-layers.store.js'
import { resultsInEffect } from './results-in-effect.js'

export type OwnLayerWish = { readonly deviceId: string; readonly changes: ConfigurationInput }
export type OwnLayerOutcome = {
  readonly device: DeviceFacts
  readonly errors: readonly ConfigurationError[]
  /** Of the layer, as it is kept: hide secrets before anybody sees them. Empty with errors. */
  readonly changes: readonly ConfigurationChange[]
}
type Author = { readonly organizationId: string; readonly actor: string; readonly reason: string | null }
type Judged = OwnLayerOutcome & { readonly after: ConfigurationValues; readonly version: number }

/** Changes the own layers of many devices, and releases nothing: that is a deployment's. Takes up to 1,000 at once. */
@Injectable()
export class ChangeOwnLayers {
  constructor(private readonly platform: Platform) {}

  /** What would come of changes, judged as on a device's own page: by model, firmware, licences and the locks above. */
  async judge(
    tx: Transaction,
    organizationId: string,
    wishes: readonly OwnLayerWish[],
  ): Promise<ReadonlyMap<string, OwnLayerOutcome>> {
    const judged = await this.judged(tx, organizationId, wishes)
    return new Map(judged.map((outcome) => [outcome.device.id, outcome]))
  }

  /** Keeps the changes of each device that has no errors; those of the others are left alone. */
  async save(
    tx: Transaction,
    author: Author,
    wishes: readonly OwnLayerWish[],
  ): Promise<ReadonlyMap<string, OwnLayerOutcome>> {
    const { organizationId } = author
    await lockDevices(
      tx,
      organizationId,
      wishes.map(({ deviceId }) => deviceId),
    )
    const judged = await this.judged(tx, organizationId, wishes)
    const changed = judged.filter(({ changes }) => changes.length > 0)
    await saveOwnLayers(
      tx,
      this.platform.settings.keyRing,
      author,
      changed.map(({ device, version, after }) => ({ deviceId: device.id, version: version + 1, values: after })),
    )
    return new Map(judged.map((outcome) => [outcome.device.id, outcome]))
  }

  private async judged(tx: Transaction, organizationId: string, wishes: readonly OwnLayerWish[]): Promise<Judged[]> {
    const byDevice = new Map(wishes.map(({ deviceId, changes }) => [deviceId, changes]))
    const devices = await loadDeviceFacts(tx, organizationId, [...byDevice.keys()])
    const own = await loadOwnLayers(tx, this.platform.settings.keyRing, organizationId, [...byDevice.keys()])
    const assigned = await loadAssignedProfiles(tx, organizationId, devices)
    const stacks = devices.map((device) => assigned.stackOf(device))
    const profiles = await resultsInEffect(this.platform).profiles.open(tx, organizationId, stacks)
    const judged = devices.map((device, position): Judged => {
      const wanted = byDevice.get(device.id) ?? {}
      const { version, values } = own.get(device.id) ?? { version: 0, values: {} }
      const changes = changesMade(values, wanted)
      const asked = Object.fromEntries(changes.map(({ key }) => [key, wanted[key] ?? null]))
      const after = applyChanges(values, asked)
      const locked = lockedAbove(profiles.layersOf(stacks[position] ?? []), asked, device)
      const errors = onePerKey([...errorsOf(device, asked, after), ...locked])
      return { device, errors, changes: errors.length > 0 ? [] : changes, after, version }
    })
    return this.named(tx, organizationId, judged)
  }

  private async named(tx: Transaction, organizationId: string, judged: readonly Judged[]): Promise<Judged[]> {
    const errors = judged.flatMap((outcome) => outcome.errors)
    const named = await nameLocks(tx, organizationId, errors)
    const byError = new Map(errors.map((error, position) => [error, named[position] ?? error]))
    return judged.map((outcome) => ({
      ...outcome,
      errors: outcome.errors.map((error) => byError.get(error) ?? error),
    }))
  }
}

function errorsOf(
  { modelKey, features, firmware }: DeviceFacts,
  changes: ConfigurationInput,
  after: ConfigurationValues,
): readonly ConfigurationError[] {
  const decision = validateChanges(modelKey, features, changes, 'device', firmware)
  return decision.ok ? missingValues(modelKey, after) : decision.errors
}

function onePerKey(errors: readonly ConfigurationError[]): readonly ConfigurationError[] {
  return [...new Map(errors.toReversed().map((error) => [error.key, error])).values()].reverse()
}
