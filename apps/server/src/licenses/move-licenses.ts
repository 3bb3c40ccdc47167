import { Injectable } from '@nestjs/common'
import type { Transaction } from '../platform/platform.js'
import { type DeviceToLicense, lockPoolsOf, makeWay, moveActivations, type ReleaseCause } from './activations.store.js'
import type { LicenseChange } from './plan-licenses.js'
import { noteReleases } from './release-devices.js'

export type LicenseMove = {
  readonly from: DeviceToLicense
  readonly to: DeviceToLicense
  /** With the ids of the new activations. */
  readonly moved: readonly { readonly id: string; readonly featureKey: string }[]
  readonly by: string
  readonly cause: ReleaseCause
}

/** Moves licences between two locked devices: no pool gives or takes a unit, so none can be lost or counted twice. */
@Injectable()
export class MoveLicenses {
  /** Answers what `PlanLicenses` has to bring to both. */
  async run(tx: Transaction, organizationId: string, move: LicenseMove): Promise<LicenseChange[]> {
    const { from, to, moved, by, cause } = move
    const features = moved.map(({ featureKey }) => featureKey)
    await lockPoolsOf(tx, [from.id, to.id], null)
    await makeWay(tx, [to.id], features)
    const gone = await moveActivations(tx, from.id, to.id, moved)
    await noteReleases(tx, organizationId, { name: by, cause }, gone, new Map([[from.id, from]]))
    return gone.flatMap(({ featureKey: feature, isDropped }) => [
      { deviceId: from.id, feature, before: from.features.includes(feature), after: false },
      { deviceId: to.id, feature, before: false, after: !isDropped },
    ])
  }
}
