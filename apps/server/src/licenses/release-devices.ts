import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import type { LicenseActor } from './activate-devices.js'
import {
  type DeviceToLicense,
  deleteActivations,
  giveUnitsBack,
  insertReleases,
  lockDevicesToLicense,
  lockPoolsOf,
  type ReleaseCause,
  type ReleasedActivation,
} from './activations.store.js'
import type { LicenseChange } from './plan-licenses.js'

export type ReleaseWish = {
  /** At most 1,000. */
  readonly deviceIds: readonly string[]
  /** Null: all that a device has. */
  readonly featureKey: string | null
  readonly cause: ReleaseCause
  readonly reason?: string | null
}

/** Takes features off many devices in somebody's transaction; their units are free again at once. */
@Injectable()
export class ReleaseDevices {
  constructor(private readonly audit: Audit) {}

  /** Answers what `PlanLicenses` has to bring to the devices that lost something. */
  async run(
    tx: Transaction,
    by: LicenseActor,
    organizationId: string,
    { deviceIds, featureKey, cause, reason }: ReleaseWish,
  ): Promise<readonly LicenseChange[]> {
    const locked = await lockDevicesToLicense(tx, organizationId, deviceIds)
    const known = new Map(locked.map((device) => [device.id, device]))
    const features = featureKey === null ? null : [featureKey]
    await lockPoolsOf(tx, [...known.keys()], features)
    const gone = await deleteActivations(tx, [...known.keys()], features)
    await giveUnitsBack(
      tx,
      gone.map(({ poolId }) => poolId),
    )
    await noteReleases(tx, organizationId, { name: by.actorName, cause }, gone, known)
    await this.audit.record(
      tx,
      organizationId,
      ...gone.map(({ deviceId, featureKey: feature }) => ({
        ...by,
        action: 'license.released' as const,
        objectKind: 'device',
        objectId: deviceId,
        objectName: known.get(deviceId)?.name ?? null,
        deviceId,
        roomId: known.get(deviceId)?.roomId ?? null,
        details: { feature, cause },
        ...(reason ? { reason } : {}),
      })),
    )
    return changesOf(gone, known)
  }
}

/** A device that spoke to us may still hold its licence file: the release is certain once it is heard of without the feature. */
export async function noteReleases(
  tx: Transaction,
  organizationId: string,
  by: { readonly name: string; readonly cause: ReleaseCause },
  gone: readonly ReleasedActivation[],
  known: ReadonlyMap<string, DeviceToLicense>,
): Promise<void> {
  const owed = gone.filter(({ deviceId }) => {
    const device = known.get(deviceId)
    return device?.management === 'linked' && device.state !== 'staged'
  })
  await insertReleases(
    tx,
    organizationId,
    by,
    owed.map(({ deviceId, featureKey }) => ({ id: uuidv7(), deviceId, featureKey })),
  )
}

export function changesOf(
  gone: readonly ReleasedActivation[],
  known: ReadonlyMap<string, DeviceToLicense>,
): readonly LicenseChange[] {
  return gone.map(({ deviceId, featureKey: feature }) => {
    const before = known.get(deviceId)?.features.includes(feature) ?? false
    return { deviceId, feature, before, after: false }
  })
}
