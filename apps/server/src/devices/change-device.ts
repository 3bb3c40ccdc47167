import type { routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { macOf } from './create-device.js'
import { assertRoom, changeDevice, type DeviceRecord, loadDevice } from './devices.store.js'

type Input = InputOf<typeof routes.devices.update>

/** Changes what people know of a device: its name, place and labels; for a recorded one also its facts. */
@Injectable()
export class ChangeDevice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, { params, body: { reason, ...body }, ifMatch }: Input): Promise<void> {
    await this.platform.transaction(async (tx) => {
      const device = await loadDevice(tx, params.deviceId)
      requireVersion(device.version, ifMatch)
      assertChangeable(device, body)
      await assertRoom(tx, body.roomId)
      const change = { ...given(body), ...(body.mac === undefined ? {} : { mac: macOf(body.mac) }) }
      await changeDevice(tx, device.id, {
        ...change,
        ...(body.firmwareVersion === undefined ? {} : { factsAt: body.factsAt ?? new Date() }),
      })
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'device.changed',
        objectKind: 'device',
        objectId: device.id,
        objectName: body.name ?? device.name,
        deviceId: device.id,
        roomId: body.roomId ?? device.roomId,
        before: Object.fromEntries(Object.keys(change).map((key) => [key, device[key as keyof DeviceRecord] ?? null])),
        after: change,
        reason: reason || null,
      })
    })
    this.platform.live.publish(caller.organizationId, 'device', [params.deviceId])
  }
}

function assertChangeable(device: DeviceRecord, change: Omit<Input['body'], 'reason'>): void {
  if (device.state === 'retired') throw new Refused('device.retired', { name: device.name })
  if (change.firmwareVersion !== undefined && device.management !== 'recorded') throw new Refused('device.not-recorded')
}

/** Without the fields that were not sent. */
function given<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
