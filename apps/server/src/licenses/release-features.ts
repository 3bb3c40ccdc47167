import { findFeature } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { loadDeviceForLicense } from './licensed-device.js'
import { PlanLicenses } from './plan-licenses.js'

type Device = { readonly id: string; readonly name: string; readonly roomId: string | null }

/** Takes features off devices; their units are free again at once. */
@Injectable()
export class ReleaseFeatures {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly plan: PlanLicenses,
  ) {}

  async one(caller: Caller, deviceId: string, featureKey: string): Promise<void> {
    const planned = await this.platform.transaction(async (tx) => {
      const device = await loadDeviceForLicense(tx, deviceId)
      const released = await this.release(tx, caller, device, { featureKey })
      if (released === 0)
        throw new Refused('license.not-active', {
          feature: findFeature(featureKey)?.name[caller.language] ?? featureKey,
        })
      const change = { deviceId, feature: featureKey, before: true, after: false }
      return this.plan.plan(tx, actorOf(caller), caller.organizationId, [change], null)
    })
    this.platform.live.publish(caller.organizationId, 'device', [deviceId])
    this.platform.live.publish(caller.organizationId, 'license', [])
    await this.plan.announce(planned)
  }

  /** All of a device, in the transaction of whoever retires it. */
  async ofDevice(tx: Transaction, caller: Caller, device: Device): Promise<void> {
    await this.release(tx, caller, device, {})
  }

  private async release(
    tx: Transaction,
    caller: Caller,
    device: Device,
    only: { featureKey?: string },
  ): Promise<number> {
    const activations = await tx.activation.findMany({ where: { deviceId: device.id, ...only } })
    await tx.activation.deleteMany({ where: { id: { in: activations.map(({ id }) => id) } } })
    const pools = activations.map(({ poolId }) => poolId).sort()
    await tx.$executeRaw`UPDATE license_pools SET active = active - 1, version = version + 1 WHERE id = ANY (${pools}::uuid[])`
    await this.audit.record(
      tx,
      caller.organizationId,
      ...activations.map((activation) => ({
        ...actorOf(caller),
        action: 'license.released' as const,
        objectKind: 'device',
        objectId: device.id,
        objectName: device.name,
        deviceId: device.id,
        roomId: device.roomId,
        details: { feature: activation.featureKey },
      })),
    )
    return activations.length
  }
}
