import type { KeyRing, Prisma } from '@maestro/database'
import type { ConfigurationValues, FeatureKey } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import { notFound } from '../platform/http/refused.js'
import { openValues, sealValues } from './secrets.js'

export type ConfiguredDevice = Prisma.DeviceGetPayload<{
  include: { room: true; status: true; released: true; activations: true }
}>
export type DeviceLayer = { readonly version: number; readonly values: ConfigurationValues }

const include = { room: true, status: true, released: true, activations: true } as const

/** A device with all that its configuration depends on; `lock` keeps others from changing it until the end. */
export async function loadConfigured(
  tx: Prisma.TransactionClient,
  deviceId: string,
  lock: boolean,
): Promise<ConfiguredDevice> {
  if (lock) await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findFirst({ where: { id: deviceId }, include })
  if (!device) throw notFound()
  return device
}

/** The features that a device has and did not lose. */
export function featuresOf(device: ConfiguredDevice): readonly FeatureKey[] {
  return device.activations.flatMap(({ featureKey, droppedAt }) => (droppedAt ? [] : [featureKey as FeatureKey]))
}

export async function loadDeviceLayer(
  tx: Prisma.TransactionClient,
  ring: KeyRing,
  deviceId: string,
): Promise<DeviceLayer> {
  const row = await tx.configurationLayer.findFirst({ where: { scopeKind: 'device', scopeId: deviceId } })
  return { version: row?.version ?? 0, values: openValues(ring, deviceId, (row?.values ?? {}) as ConfigurationValues) }
}

/** What a device's own layer held in the version before `version`. */
export async function loadFormerValues(
  tx: Prisma.TransactionClient,
  ring: KeyRing,
  deviceId: string,
  version: number,
): Promise<ConfigurationValues> {
  const row = await tx.configurationVersion.findFirst({
    where: { version: version - 1, layer: { scopeKind: 'device', scopeId: deviceId } },
  })
  return openValues(ring, deviceId, (row?.values ?? {}) as ConfigurationValues)
}

/** The next version of a device's own layer; every version is kept. */
export async function saveDeviceLayer(
  tx: Prisma.TransactionClient,
  ring: KeyRing,
  change: {
    organizationId: string
    deviceId: string
    version: number
    values: ConfigurationValues
    changedBy: string
    reason: string | null
  },
): Promise<void> {
  const { organizationId, deviceId, version } = change
  const values = sealValues(ring, deviceId, change.values) as Prisma.InputJsonObject
  const scope = { organizationId, scopeKind: 'device', scopeId: deviceId }
  const layer = await tx.configurationLayer.upsert({
    where: { organizationId_scopeKind_scopeId: scope },
    create: { id: uuidv7(), ...scope, values, version },
    update: { values, version },
  })
  await tx.configurationVersion.create({
    data: { layerId: layer.id, version, organizationId, values, changedBy: change.changedBy, reason: change.reason },
  })
}
