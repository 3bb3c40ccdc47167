import type { Prisma } from '@maestro/database'
import type { Resolved } from '../configuration/resolve-configuration.js'

type Transaction = Prisma.TransactionClient

/** Of a growing deployment: a device that it knows and that would not change. */
export const NO_RING = -1

export async function insertPlans(
  tx: Transaction,
  organizationId: string,
  deploymentId: string,
  ring: number,
  plans: readonly Resolved[],
): Promise<void> {
  if (plans.length === 0) return
  const rows = plans.map((plan) => ({ ...plan, ring: plan.changes.length === 0 ? NO_RING : ring }))
  await tx.$executeRaw`
    INSERT INTO deployment_plans (deployment_id, device_id, organization_id, ring, stack_id, previous_stack_id, changes, restart, left_out, has_left_out,
      firmware_version)
    SELECT ${deploymentId}::uuid, n."deviceId", ${organizationId}::uuid, n.ring, n."stackId", n."previousStackId", n.changes, n.restart,
      n."leftOut", jsonb_array_length(n."leftOut") > 0, n.firmware
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n ("deviceId" uuid, ring int, "stackId" uuid, "previousStackId" uuid,
      changes jsonb, restart boolean, "leftOut" jsonb, firmware text)
    ON CONFLICT (deployment_id, device_id) DO NOTHING`
}

export async function forgetPlans(tx: Transaction, deploymentId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM deployment_plans WHERE deployment_id = ${deploymentId}::uuid`
}

/** The devices that would change, by id. */
export async function plannedIds(tx: Transaction, deploymentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT device_id::text AS id FROM deployment_plans WHERE deployment_id = ${deploymentId}::uuid AND ring <> ${NO_RING} ORDER BY device_id`
  return rows.map(({ id }) => id)
}

export async function placeInRings(
  tx: Transaction,
  deploymentId: string,
  places: readonly { readonly id: string; readonly ring: number }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE deployment_plans p SET ring = n.ring
    FROM unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ ring }) => ring)}::int[]) AS n (id, ring)
    WHERE p.deployment_id = ${deploymentId}::uuid AND p.device_id = n.id AND p.ring <> n.ring`
}

export type PlanSummary = {
  devices: number
  restart: number
  offline: number
  inCall: number
  leftOut: number
  /** SHA-256 over device, layers and ring of each, by device. */
  rows: string
}

/** What people see counted, and what an approval is bound to. */
export async function summarizePlans(tx: Transaction, deploymentId: string): Promise<PlanSummary> {
  const [row] = await tx.$queryRaw<PlanSummary[]>`
    SELECT count(*)::int AS devices, count(*) FILTER (WHERE p.restart)::int AS restart,
      count(*) FILTER (WHERE d.connection <> 'online')::int AS offline,
      count(*) FILTER (WHERE d.in_call AND d.connection = 'online')::int AS "inCall",
      count(*) FILTER (WHERE p.has_left_out)::int AS "leftOut",
      encode(sha256(convert_to(coalesce(string_agg(p.device_id || ' ' || coalesce(p.stack_id::text, '-') || ' ' || p.ring, E'\n'
        ORDER BY p.device_id), ''), 'UTF8')), 'hex') AS rows
    FROM deployment_plans p JOIN devices d ON d.id = p.device_id
    WHERE p.deployment_id = ${deploymentId}::uuid AND p.ring <> ${NO_RING}`
  if (!row) throw new Error('A count has no row.')
  return row
}

/** Devices whose released layers are still those that a deployment gave them, by id, those after `after`. */
export function stillOf(
  tx: Transaction,
  deploymentId: string,
  after: string,
  limit: number,
): Promise<{ deviceId: string; stackId: string | null }[]> {
  return tx.$queryRaw`
    SELECT t.device_id::text AS "deviceId", t.previous_stack_id::text AS "stackId" FROM deployment_targets t
      JOIN deployments p ON p.id = t.deployment_id AND p.organization_id = t.organization_id
      JOIN released_configurations r ON r.device_id = t.device_id JOIN devices d ON d.id = t.device_id
    WHERE t.deployment_id = ${deploymentId}::uuid AND t.organization_id = p.organization_id AND t.released_at IS NOT NULL
      AND r.stack_id IS NOT DISTINCT FROM t.stack_id AND t.stack_id IS DISTINCT FROM t.previous_stack_id
      AND d.state <> 'retired' AND t.device_id > ${after}::uuid
    ORDER BY t.device_id LIMIT ${limit}`
}

/** Those of the devices that a deployment does not know yet. */
export async function unknownTo(
  tx: Transaction,
  deploymentId: string,
  deviceIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT n.id::text AS id FROM unnest(${deviceIds}::uuid[]) AS n (id)
    WHERE NOT EXISTS (SELECT FROM deployment_plans p WHERE p.deployment_id = ${deploymentId}::uuid AND p.device_id = n.id)`
  return rows.map(({ id }) => id)
}
