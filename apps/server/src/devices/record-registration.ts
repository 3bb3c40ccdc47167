import type { routes } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { assertRegistration } from './create-device.js'
import { changeDevice, loadDevice, saveRegistration } from './devices.store.js'

/** Writes down how a device reaches meetings. It records a fact; the device itself is not touched. */
@Injectable()
export class RecordRegistration {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(
    caller: Caller,
    { params, body, ifMatch }: InputOf<typeof routes.devices.recordRegistration>,
  ): Promise<void> {
    await this.platform.transaction(async (tx) => {
      const device = await loadDevice(tx, params.deviceId)
      requireVersion(device.version, ifMatch)
      if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
      const model = findModel(device.modelKey)
      if (model) assertRegistration(model, body.mode)
      const { recordedAt, ...facts } = body
      await saveRegistration(tx, {
        deviceId: device.id,
        organizationId: caller.organizationId,
        ...facts,
        recordedAt: recordedAt ?? new Date(),
      })
      await changeDevice(tx, device.id, {})
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'registration.recorded',
        objectKind: 'device',
        objectId: device.id,
        objectName: device.name,
        deviceId: device.id,
        roomId: device.roomId,
        before: device.registration && {
          mode: device.registration.mode,
          target: device.registration.target,
          address: device.registration.address,
        },
        after: { mode: body.mode, target: body.target, address: body.address },
      })
    })
    this.platform.live.publish(caller.organizationId, 'device', [params.deviceId])
  }
}
