import type { Transaction } from '../platform/platform.js'

export type DirectTarget = {
  readonly id: string
  readonly deviceId: string
  /** Without secrets: what becomes different on the device. */
  readonly changes: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[]
  readonly restart: boolean
}

export type NewDirectDeployment = {
  readonly id: string
  readonly organizationId: string
  readonly kind: string
  readonly title: string
  readonly by: { readonly actor: string; readonly actorName: string }
  readonly reason: string | null
  readonly failurePercent: number | null
  readonly licenseBatchId?: string | null
}

/** A deployment that has begun, with one open ring for all of its devices; in one statement. */
export async function insertDirectDeployment(
  tx: Transaction,
  { id, organizationId, kind, title, by, reason, failurePercent, licenseBatchId = null }: NewDirectDeployment,
  { state, total, scope }: { readonly state: string; readonly total: number; readonly scope: object },
): Promise<void> {
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO deployments (id, organization_id, kind, title, state, created_by, created_by_name, reason, total, scope,
          license_batch_id, started_at)
      VALUES (${id}::uuid, ${organizationId}::uuid, ${kind}, ${title}, ${state}, ${by.actor}, ${by.actorName}, ${reason}, ${total},
        ${JSON.stringify(scope)}::jsonb, ${licenseBatchId}::uuid, now()) RETURNING id, organization_id)
    INSERT INTO deployment_rings (deployment_id, organization_id, position, name, size, state, opened_at, failure_percent)
    SELECT id, organization_id, 0, '1', '{"kind":"rest"}', 'open', now(), ${failurePercent}::int FROM made`
}

/**
 * Targets in an open ring that pin again what the devices have: they are released as soon as they can be sent, under a new
 * number and with the devices' own layers as they are then. Devices that were retired meanwhile get none. In the order in
 * which everybody locks devices, because a device shows how its newest target stands.
 */
export async function insertDirectTargets(
  tx: Transaction,
  deploymentId: string,
  organizationId: string,
  targets: readonly DirectTarget[],
): Promise<void> {
  const rows = targets.map(({ id, deviceId, changes, restart }) => ({ id, device_id: deviceId, changes, restart }))
  await tx.$queryRaw`SELECT 1 FROM devices WHERE organization_id = ${organizationId}::uuid
    AND id = ANY (${targets.map(({ deviceId }) => deviceId)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  await tx.$executeRaw`
    INSERT INTO deployment_targets (id, organization_id, deployment_id, device_id, ring, stack_id, previous_stack_id, changes, restart,
      next_attempt_at)
    SELECT n.id, ${organizationId}::uuid, ${deploymentId}::uuid, n.device_id, 0, c.stack_id, c.stack_id, n.changes, n.restart, now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, device_id uuid, changes jsonb, restart boolean)
      JOIN devices d ON d.organization_id = ${organizationId}::uuid AND d.id = n.device_id AND d.state <> 'retired'
      LEFT JOIN released_configurations c ON c.device_id = n.device_id
    ORDER BY n.device_id`
}
