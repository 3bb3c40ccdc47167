import type { routes } from '@maestro/contract'
import type { RetiredCause } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { DeploymentsOfDevices } from '../deployments/deployments-of-devices.js'
import { ReleaseFeatures } from '../licenses/release-features.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { ReleaseAssignments } from '../profiles/release-assignments.js'
import { disconnectDevices } from './devices.jobs.js'
import { changeDevice, type DeviceRecord, loadDevice } from './devices.store.js'

/** What was the device's alone, and ended with it. */
export type LetGo = {
  readonly features: readonly string[]
  readonly profiles: readonly { readonly id: string; readonly name: string }[]
  readonly deployments: readonly { readonly id: string; readonly title: string }[]
}

/** Takes a device out of service: its licences are free again, what was to be sent ends, its key opens nothing any more. */
@Injectable()
export class RetireDevice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly licenses: ReleaseFeatures,
    private readonly deployments: DeploymentsOfDevices,
    private readonly assignments: ReleaseAssignments,
  ) {}

  async run(caller: Caller, { params, body, ifMatch }: InputOf<typeof routes.devices.retire>): Promise<void> {
    await this.platform.transaction(async (tx) => {
      await this.deployments.hold(tx, params.deviceId)
      const device = await loadDevice(tx, params.deviceId)
      requireVersion(device.version, ifMatch)
      if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
      await this.within(tx, caller, device, body.cause)
    })
    await this.announce(caller.organizationId, params.deviceId)
  }

  /** As a part of something larger. Hold the device's deployments and lock it first. */
  async within(
    tx: Transaction,
    caller: Caller,
    device: DeviceRecord,
    cause: RetiredCause,
    more: { readonly replacedBy?: string } = {},
  ): Promise<LetGo> {
    const isMoved = cause === 'moved'
    const features = await this.licenses.ofDevice(tx, caller, device, isMoved ? 'moved' : 'retired')
    const profiles = await this.assignments.ofDevice(tx, caller, device)
    const why = isMoved ? 'device-left' : 'device-retired'
    const deployments = await this.deployments.endFor(tx, caller.organizationId, device.id, why)
    await tx.deviceCredential.updateMany({
      where: { deviceId: device.id, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    await changeDevice(tx, device.id, {
      state: 'retired',
      retiredCause: cause,
      retiredAt: new Date(),
      ...more,
      ...(device.management === 'recorded' ? {} : { connection: device.connection === 'never' ? 'never' : 'offline' }),
    })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'device.retired',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      before: { state: device.state },
      after: { state: 'retired', cause },
    })
    return { features, profiles, deployments }
  }

  /** After the commit: pages hear of it, and its connection ends. */
  async announce(organizationId: string, deviceId: string): Promise<void> {
    this.platform.live.publish(organizationId, 'device', [deviceId])
    await this.disconnect(organizationId, deviceId)
  }

  private async disconnect(organizationId: string, deviceId: string): Promise<void> {
    await this.platform.jobs
      .add(disconnectDevices, { organizationId, deviceIds: [deviceId] })
      .catch((error: unknown) => {
        this.platform.log.warn({ err: error, deviceId }, 'the device keeps its connection until its token ends')
      })
  }
}
