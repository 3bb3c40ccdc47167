import type { DeviceConfiguration } from '@maestro/contract'
import { effectiveConfiguration, fromDocument, isJsonObject, type Layer, type PinnedLayer } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type LayerNames, loadLayerNames } from '../profiles/layer-names.queries.js'
import { loadAssignedProfiles } from './assigned-profiles.queries.js'
import { type Configurations, openConfigurations } from './configurations.js'
import { showNotOnFirmware, showPending, showValue } from './device-configuration.view.js'
import { type DeviceFacts, loadDeviceFacts } from './device-facts.queries.js'
import { loadReleasedValues } from './released.store.js'
import { loadStacks } from './stacks.store.js'

const include = { status: true, released: true } as const

/** A device with its layers as they are released to it, and as they are wanted. */
type Looked = {
  readonly device: DeviceFacts
  readonly released: readonly PinnedLayer[]
  readonly wanted: readonly PinnedLayer[]
}

@Injectable()
export class ConfigurationQueries {
  constructor(private readonly platform: Platform) {}

  /** The configuration in effect of a device: each value, the layer it comes from, what it beat, what the device says. */
  async ofDevice(organizationId: string, deviceId: string): Promise<DeviceConfiguration> {
    const [found] = await this.ofDevices(organizationId, [deviceId])
    if (!found) throw notFound()
    return found
  }

  /** Of every device that stands in a room. */
  async ofRoom(organizationId: string, roomId: string): Promise<{ devices: DeviceConfiguration[] }> {
    const { prisma } = this.platform.database
    const room = await prisma.room.findFirst({
      where: { organizationId, id: roomId },
      select: { devices: { where: { state: { not: 'retired' } }, select: { id: true }, orderBy: { name: 'asc' } } },
    })
    if (!room) throw notFound()
    const shown = await this.ofDevices(
      organizationId,
      room.devices.map(({ id }) => id),
    )
    const byId = new Map(shown.map((each) => [each.deviceId, each]))
    return { devices: room.devices.flatMap(({ id }) => byId.get(id) ?? []) }
  }

  private async ofDevices(organizationId: string, deviceIds: readonly string[]): Promise<DeviceConfiguration[]> {
    const { prisma } = this.platform.database
    const devices = await loadDeviceFacts(prisma, organizationId, deviceIds)
    const assigned = await loadAssignedProfiles(prisma, organizationId, devices)
    const stacks = await loadStacks(
      prisma,
      organizationId,
      devices.flatMap(({ released }) => released?.stackId ?? []),
    )
    const looked = devices.map((device): Looked => {
      const released = stacks.get(device.released?.stackId ?? '') ?? []
      return { device, released, wanted: assigned.stackOf(device) }
    })
    const pins = looked.flatMap(({ released, wanted }) => [...released, ...wanted])
    const names = await loadLayerNames(prisma, organizationId, pins, deviceIds)
    const configurations = await openConfigurations(
      this.platform,
      prisma,
      organizationId,
      looked.flatMap(({ released, wanted }) => [released, wanted]),
    )
    return this.show(organizationId, looked, names, configurations)
  }

  private async show(
    organizationId: string,
    looked: readonly Looked[],
    names: LayerNames,
    configurations: Configurations,
  ): Promise<DeviceConfiguration[]> {
    const { prisma } = this.platform.database
    const ids = looked.map(({ device }) => device.id)
    const documents = await loadReleasedValues(prisma, this.platform.settings.keyRing, organizationId, ids)
    const layers = await prisma.configurationLayer.findMany({
      where: { organizationId, scopeKind: 'device', scopeId: { in: ids } },
      select: { scopeId: true, version: true },
    })
    const versions = new Map(layers.map(({ scopeId, version }) => [scopeId, version]))
    const rows = await prisma.device.findMany({ where: { organizationId, id: { in: ids } }, include })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return looked.map(({ device, released, wanted }) => {
      const { modelKey, features, firmware } = device
      const inEffect = (layers: readonly Layer[]) => effectiveConfiguration(modelKey, layers, features, firmware)
      const now = inEffect(configurations.layersOf(device, released, device.released?.seenOn))
      const next = configurations.layersOf(device, wanted)
      const { status, released: release } = byId.get(device.id) ?? {}
      const reported = reportedSettings(status?.reported)
      return {
        deviceId: device.id,
        modelKey,
        firmware,
        version: versions.get(device.id) ?? 0,
        values: now.map((value) => showValue(device, value, released, names, reported)),
        layers: released.map(names.ofPin),
        pending: showPending(documents.get(device.id) ?? {}, inEffect(next), wanted, names),
        notOnFirmware: showNotOnFirmware(device, next, wanted, names),
        released: release
          ? { version: Number(release.version), hash: release.hash, at: release.releasedAt.toISOString() }
          : null,
        appliedVersion: Number(status?.appliedVersion ?? 0),
      }
    })
  }
}

function reportedSettings(reported: unknown): ReturnType<typeof fromDocument> {
  if (typeof reported !== 'object' || reported === null || !('settings' in reported)) return {}
  const settings = reported.settings as never
  return isJsonObject(settings) ? fromDocument(settings) : {}
}
