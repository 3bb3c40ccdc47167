import type { ConfigurationValues } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import type { KeyRing } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'
import { openValues, sealValues } from './secrets.js'

export type OwnLayer = { readonly version: number; readonly values: ConfigurationValues }

/** The own layers of devices, secrets opened; one without a layer has none in the answer. */
export async function loadOwnLayers(
  tx: Transaction,
  ring: KeyRing,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, OwnLayer>> {
  const rows = await tx.$queryRaw<{ deviceId: string; version: number; values: ConfigurationValues }[]>`
    SELECT scope_id AS "deviceId", version, "values" FROM configuration_layers
    WHERE organization_id = ${organizationId}::uuid AND scope_kind = 'device' AND scope_id = ANY (${[...deviceIds]}::uuid[])`
  return new Map(
    rows.map(({ deviceId, version, values }) => [deviceId, { version, values: openValues(ring, deviceId, values) }]),
  )
}

export type OwnLayerWrite = OwnLayer & { readonly deviceId: string }

/** The next versions of devices' own layers, in two statements; every version is kept. */
export async function saveOwnLayers(
  tx: Transaction,
  ring: KeyRing,
  by: { readonly organizationId: string; readonly actor: string; readonly reason: string | null },
  layers: readonly OwnLayerWrite[],
): Promise<void> {
  if (layers.length === 0) return
  const rows = layers.map(({ deviceId, version, values }) => ({
    id: uuidv7(),
    device_id: deviceId,
    version,
    values: sealValues(ring, deviceId, values),
  }))
  const json = JSON.stringify(rows)
  await tx.$executeRaw`
    INSERT INTO configuration_layers AS l (id, organization_id, scope_kind, scope_id, "values", version, updated_at)
    SELECT n.id, ${by.organizationId}::uuid, 'device', n.device_id, n."values", n.version, now()
      FROM jsonb_to_recordset(${json}::jsonb) AS n (id uuid, device_id uuid, "values" jsonb, version int)
    ON CONFLICT (organization_id, scope_kind, scope_id) DO UPDATE SET "values" = excluded."values", version = excluded.version,
      updated_at = excluded.updated_at`
  await tx.$executeRaw`
    INSERT INTO configuration_versions (layer_id, version, organization_id, "values", changed_by, reason)
    SELECT l.id, n.version, l.organization_id, n."values", ${by.actor}, ${by.reason}
      FROM jsonb_to_recordset(${json}::jsonb) AS n (device_id uuid, "values" jsonb, version int)
      JOIN configuration_layers l ON l.organization_id = ${by.organizationId}::uuid AND l.scope_kind = 'device' AND l.scope_id = n.device_id`
}
