import type { SettingValue } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'
import type { DriftOfDevice } from './drift.queries.js'

export type DriftedDevice = {
  readonly id: string
  readonly name: string
  readonly roomId: string | null
  readonly drifts: readonly {
    readonly key: string
    readonly wanted: SettingValue
    readonly reported: SettingValue | null
  }[]
}

/** The devices with those of the named settings that still differ; one without any is left out. */
export async function loadDrifted(
  tx: Transaction,
  organizationId: string,
  items: readonly DriftOfDevice[],
): Promise<DriftedDevice[]> {
  return tx.$queryRaw<DriftedDevice[]>`
    SELECT d.id, d.name, d.room_id AS "roomId",
      jsonb_agg(jsonb_build_object('key', f.key, 'wanted', f.wanted, 'reported', f.reported) ORDER BY f.key) AS drifts
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS n ("deviceId" uuid, keys text[])
      JOIN devices d ON d.organization_id = ${organizationId}::uuid AND d.id = n."deviceId" AND d.state <> 'retired'
      JOIN configuration_drifts f ON f.device_id = d.id AND f.key = ANY (n.keys)
    GROUP BY d.id ORDER BY d.id`
}

/** From how many devices on the organization wants a second person; null: never. */
export async function approvalFrom(tx: Transaction, organizationId: string): Promise<number | null> {
  const row = await tx.organization.findFirst({ where: { id: organizationId }, select: { approvalFrom: true } })
  return row?.approvalFrom ?? null
}
