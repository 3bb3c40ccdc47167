import { findModel } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { Transaction } from '../platform/platform.js'
import { featuresHeld, lockDevicesToLicense } from './activations.store.js'
import { MoveLicenses } from './move-licenses.js'
import type { LicenseChange } from './plan-licenses.js'
import { ReleaseDevices } from './release-devices.js'

export type HandedOver = { readonly featureKey: string; readonly outcome: 'moves' | 'left-over' | 'already-active' }

/** A device that takes the place of another gets the licences that its model can have; the other units are free again. */
@Injectable()
export class HandOverLicenses {
  constructor(
    private readonly move: MoveLicenses,
    private readonly release: ReleaseDevices,
  ) {}

  async run(
    tx: Transaction,
    caller: Caller,
    fromId: string,
    toId: string,
  ): Promise<{ licenses: HandedOver[]; changes: LicenseChange[] }> {
    const { organizationId } = caller
    const devices = await lockDevicesToLicense(tx, organizationId, [fromId, toId])
    const [from, to] = [fromId, toId].map((id) => devices.find((device) => device.id === id))
    if (!from || !to) throw new Error('Both devices have to be there.')
    const held = await featuresHeld(tx, [fromId, toId])
    const has = new Set(held.filter((one) => one.deviceId === toId && !one.isDropped).map((one) => one.featureKey))
    const can = new Set<string>(findModel(to.modelKey)?.licensable)
    const licenses = held
      .filter(({ deviceId }) => deviceId === fromId)
      .map(({ featureKey }): HandedOver => {
        if (!can.has(featureKey)) return { featureKey, outcome: 'left-over' }
        return { featureKey, outcome: has.has(featureKey) ? 'already-active' : 'moves' }
      })
    const moved = licenses
      .filter(({ outcome }) => outcome === 'moves')
      .map(({ featureKey }) => ({ id: uuidv7(), featureKey }))
    const changes = await this.move.run(tx, organizationId, { from, to, moved, by: caller.name, cause: 'replaced' })
    const rest = { deviceIds: [fromId], featureKey: null, cause: 'replaced' as const }
    await this.release.run(tx, actorOf(caller), organizationId, rest)
    return { licenses, changes }
  }
}
