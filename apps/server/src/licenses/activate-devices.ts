import { distributeUnits, findModel, isFeatureKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, type AuditRecord } from '../audit/audit.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import {
  type ActivationSource,
  type DeviceToLicense,
  havingFeature,
  insertActivations,
  lockDevicesToLicense,
  type NewActivation,
} from './activations.store.js'
import { asLicensePool, lockPools, poolsOfFeature } from './licenses.store.js'
import type { LicenseChange } from './plan-licenses.js'

export type LicenseActor = Pick<AuditRecord, 'actor' | 'actorName'> &
  Partial<Pick<AuditRecord, 'grantId' | 'address' | 'requestId'>>

/** In the order in which they are decided: the first that applies is the answer. */
export type ActivationOutcome = 'not-found' | 'retired' | 'already-active' | 'model-cannot' | 'no-units' | 'activated'

export type ActivationWish = {
  readonly featureKey: string
  /** Take the units out of this pool only; it is a pool of the feature. */
  readonly poolId?: string
  /** At most 1,000, in the order in which they get units. */
  readonly deviceIds: readonly string[]
  readonly source: ActivationSource
  /** By device, how the key begins that its unit came with. */
  readonly keyHints?: ReadonlyMap<string, string>
  readonly reason?: string | null
}

export type ActivatedDevices = {
  /** By device, in the order of the wish. */
  readonly outcomes: ReadonlyMap<string, ActivationOutcome>
  /** What `PlanLicenses` has to bring to devices. */
  readonly changes: readonly LicenseChange[]
}

/**
 * Puts units of a feature to use on many devices, in a handful of statements, in somebody's transaction. Devices are
 * locked first and pools second, both by id, as everywhere. Plan the changes afterwards.
 */
@Injectable()
export class ActivateDevices {
  constructor(private readonly audit: Audit) {}

  async run(
    tx: Transaction,
    by: LicenseActor,
    organizationId: string,
    wish: ActivationWish,
  ): Promise<ActivatedDevices> {
    const { featureKey, deviceIds } = wish
    if (!isFeatureKey(featureKey)) throw new Refused('license-pool.unknown-feature', { feature: featureKey })
    const locked = await lockDevicesToLicense(tx, organizationId, deviceIds)
    const having = await havingFeature(tx, deviceIds, featureKey)
    const known = new Map(locked.map((device) => [device.id, device]))
    const outcomes = new Map(
      [...new Set(deviceIds)].map((id) => [id, judge(known.get(id), featureKey, having.has(id))]),
    )
    const wanting = [...outcomes].flatMap(([id, outcome]) => (outcome === 'activated' ? [id] : []))
    const taken = wanting.length === 0 ? [] : await this.takeUnits(tx, wish, wanting)
    const activations = taken.map((unit) => ({
      id: uuidv7(),
      ...unit,
      keyHint: wish.keyHints?.get(unit.deviceId) ?? null,
    }))
    for (const id of wanting.slice(activations.length)) outcomes.set(id, 'no-units')
    if (activations.length === 0) return { outcomes, changes: [] }
    const name = by.actorName
    await insertActivations(tx, organizationId, featureKey, { name, source: wish.source }, activations)
    await this.record(tx, by, organizationId, wish, activations, known)
    const changes = activations.map(({ deviceId }) => ({ deviceId, feature: featureKey, before: false, after: true }))
    return { outcomes, changes }
  }

  /** One unit for each that gets one, the first first. */
  private async takeUnits(
    tx: Transaction,
    { featureKey, poolId }: ActivationWish,
    wanting: readonly string[],
  ): Promise<{ deviceId: string; poolId: string }[]> {
    const found = await lockPools(tx, poolsOfFeature(featureKey))
    const pools = poolId === undefined ? found : found.filter(({ id }) => id === poolId)
    const { taken } = distributeUnits(pools.map(asLicensePool), wanting.length, new Date())
    const units = pools.flatMap(({ id }, place) => Array.from({ length: taken[place] ?? 0 }, () => id))
    return units.map((unit, place) => ({ poolId: unit, deviceId: wanting[place] ?? '' }))
  }

  private async record(
    tx: Transaction,
    by: LicenseActor,
    organizationId: string,
    { featureKey, source, reason }: ActivationWish,
    activations: readonly NewActivation[],
    known: ReadonlyMap<string, DeviceToLicense>,
  ): Promise<void> {
    const devices = activations.flatMap(({ deviceId }) => known.get(deviceId) ?? [])
    await this.audit.record(
      tx,
      organizationId,
      ...devices.map((device) => ({
        ...by,
        action: 'license.activated' as const,
        objectKind: 'device',
        objectId: device.id,
        objectName: device.name,
        deviceId: device.id,
        roomId: device.roomId,
        before: { features: device.features },
        after: { features: [...device.features, featureKey].sort() },
        details: { feature: featureKey, source: source.kind, sourceId: source.id },
        ...(reason ? { reason } : {}),
      })),
    )
  }
}

/** What becomes of a device as long as there are units. */
function judge(device: DeviceToLicense | undefined, featureKey: string, hasIt: boolean): ActivationOutcome {
  if (!device) return 'not-found'
  if (device.state === 'retired') return 'retired'
  if (hasIt) return 'already-active'
  const model = findModel(device.modelKey)
  return model?.licensable.some((key) => key === featureKey) ? 'activated' : 'model-cannot'
}
