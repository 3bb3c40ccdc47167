import type { DeviceConfiguration } from '@maestro/contract'
import { DEFAULT_LAYER, effectiveConfiguration, fromDocument, isJsonObject, type LayerReference } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Platform } from '../platform/platform.js'
import { featuresOf, loadConfigured, loadDeviceLayer } from './configuration.store.js'
import { hideSecret, isSecret, shown } from './secrets.js'

@Injectable()
export class ConfigurationQueries {
  constructor(private readonly platform: Platform) {}

  /** The configuration in effect of a device: each value, the layer it comes from, what it beat, what the device says. */
  async ofDevice(deviceId: string): Promise<DeviceConfiguration> {
    const { prisma } = this.platform.database
    const device = await loadConfigured(prisma, deviceId, false)
    const layer = await loadDeviceLayer(prisma, this.platform.settings.keyRing, deviceId)
    const effective = effectiveConfiguration(
      device.modelKey,
      [{ kind: 'device', id: device.id, values: layer.values, locked: [] }],
      featuresOf(device, new Date()),
    )
    const reported = reportedSettings(device.status?.reported)
    const nameOf = (reference: LayerReference) => ({
      kind: reference.kind,
      name: reference.kind === DEFAULT_LAYER.kind ? 'default' : device.name,
    })
    return {
      deviceId,
      modelKey: device.modelKey,
      version: layer.version,
      values: effective.map((value) => ({
        key: value.key,
        value: shown(hideSecret(value.key, value.value)),
        layer: nameOf(value.layer),
        beat: value.beat.map((beaten) => ({
          ...nameOf(beaten.layer),
          value: shown(hideSecret(value.key, beaten.value)),
        })),
        locked: value.lockedBy !== null,
        secret: isSecret(value.key),
        ...(reported[value.key] === undefined
          ? {}
          : { reported: shown(hideSecret(value.key, reported[value.key] ?? null)) }),
      })),
      released: device.released && {
        version: Number(device.released.version),
        hash: device.released.hash,
        at: device.released.releasedAt.toISOString(),
      },
      appliedVersion: Number(device.status?.appliedVersion ?? 0),
    }
  }
}

function reportedSettings(reported: unknown): ReturnType<typeof fromDocument> {
  if (typeof reported !== 'object' || reported === null || !('settings' in reported)) return {}
  const settings = reported.settings as never
  return isJsonObject(settings) ? fromDocument(settings) : {}
}
