import type { ChangePreview, routes } from '@maestro/contract'
import {
  applyChanges,
  type CallState,
  differenceWith,
  findSetting,
  firmwareInDoubt,
  waitingReason,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { refuseWithoutApproval } from '../deployments/approvers.queries.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type ConfiguredDevice, loadConfigured, loadDeviceLayer } from './configuration.store.js'
import { loadLayersBelow } from './layers-below.js'
import { assertChanges } from './refuse-changes.js'
import { type ShownChange, showChange } from './resolve-configuration.js'

/** Shows what a change would do to a device, before anybody decides; a refusal is kept in the audit. */
@Injectable()
export class PreviewChange {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, { params, body }: InputOf<typeof routes.configuration.preview>): Promise<ChangePreview> {
    const { prisma } = this.platform.database
    await refuseWithoutApproval(prisma, caller.organizationId)
    const device = await loadConfigured(prisma, params.deviceId, false)
    const layer = await loadDeviceLayer(prisma, this.platform.settings.keyRing, device.id)
    const wish = { device, own: layer.values, asked: body.values }
    const below = await loadLayersBelow(this.platform, prisma, caller.organizationId, wish)
    try {
      assertChanges(caller, device, { values: layer.values, below })
    } catch (error) {
      if (error instanceof Refused && error.fields.length > 0) await this.recordRefusal(caller, device, error)
      throw error
    }
    const after = below.with(applyChanges(layer.values, below.changes))
    const changes = differenceWith(below.changes, below.with(layer.values), after).map(showChange)
    const waits = waitingReason({ connection: device.connection as never, call: callOf(device), forced: false })
    return {
      deviceId: device.id,
      deviceName: device.name,
      roomName: device.room?.name ?? null,
      changes: changes.map((change) => inDoubt(device, change)),
      firmware: device.firmwareVersion,
      restart: changes.some(({ restart }) => restart),
      inCall: device.inCall,
      connection: device.connection,
      delivery: waits === null ? 'now' : waits === 'offline' ? 'waits-offline' : 'waits-in-call',
      version: layer.version,
    }
  }

  async recordRefusal(caller: Caller, device: ConfiguredDevice, refusal: Refused): Promise<void> {
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'configuration.refused',
      outcome: 'refused',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      details: {
        errors: refusal.fields.map(({ path, code, params }) => ({
          key: path,
          code,
          feature: params?.['featureKey'] ?? null,
          value: params?.['value'] ?? null,
        })),
      },
    })
  }
}

/** Marks what the device may not have, because nobody knows what it runs. */
function inDoubt(
  { modelKey, firmwareVersion }: ConfiguredDevice,
  change: ShownChange,
): ChangePreview['changes'][number] {
  const setting = change.after === null ? undefined : findSetting(modelKey, change.key)
  const needsFirmware = setting ? firmwareInDoubt(setting, change.after, firmwareVersion) : null
  return needsFirmware ? { ...change, needsFirmware } : change
}

export function callOf(device: { inCall: boolean }): CallState {
  return device.inCall ? 'in-call' : 'idle'
}
