import { Prisma } from '@maestro/database'
import type { DeviceCondition } from '../groups/device-condition.queries.js'
import type { Transaction } from '../platform/platform.js'

const { sql } = Prisma

/** Devices that a rule is for. */
export type RuleQuestion = {
  readonly organizationId: string
  readonly featureKey: string
  readonly members: DeviceCondition
  /** Models that can have the feature. */
  readonly models: readonly string[]
}

const has = (featureKey: string) =>
  sql`EXISTS (SELECT FROM activations a WHERE a.device_id = d.id AND a.feature_key = ${featureKey} AND a.dropped_at IS NULL)`
const can = (models: readonly string[]) => sql`d.model_key = ANY (${[...models]}::text[])`

/** Devices that would get the feature and have not. */
const wanting = ({ organizationId, featureKey, members, models }: RuleQuestion) => sql`
  devices d LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
  WHERE d.organization_id = ${organizationId}::uuid AND d.state <> 'retired' AND ${can(models)} AND ${members} AND NOT ${has(featureKey)}`

export type Place = { readonly id: string; readonly room: string | null; readonly serial: string }

/** In the order in which they are served: by room name, then serial number; devices without a room come last. */
export function selectWanting(
  tx: Transaction,
  question: RuleQuestion,
  limit: number,
  after?: Place,
  passOver = 0,
): Promise<Place[]> {
  const place = sql`(r.name IS NULL, coalesce(r.name, ''), d.serial, d.id)`
  const start = after
    ? sql`${place} > (${after.room === null}::boolean, ${after.room ?? ''}::text, ${after.serial}::text, ${after.id}::uuid)`
    : sql`true`
  return tx.$queryRaw<Place[]>`SELECT d.id, r.name AS room, d.serial FROM ${wanting(question)} AND ${start}
    ORDER BY r.name IS NULL, coalesce(r.name, ''), d.serial, d.id LIMIT ${limit} OFFSET ${passOver}`
}

/** The same devices, all of them, as rows of a file. */
export function waitingRows(question: RuleQuestion): { readonly text: string; readonly values: readonly unknown[] } {
  return sql`SELECT system.csv_safe(d.serial) AS "serial", system.csv_safe(d.name) AS "device", system.csv_safe(r.name) AS "room",
      d.model_key AS "model" FROM ${wanting(question)} ORDER BY r.name IS NULL, coalesce(r.name, ''), d.serial, d.id`
}

export async function countWanting(tx: Transaction, question: RuleQuestion): Promise<number> {
  const rows = await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM ${wanting(question)}`
  return rows[0]?.n ?? 0
}

export type RuleCounts = { readonly devices: number; readonly alreadyActive: number; readonly modelCannot: number }

export async function countMembers(
  tx: Transaction,
  { organizationId, featureKey, members, models }: RuleQuestion,
): Promise<RuleCounts> {
  const rows = await tx.$queryRaw<RuleCounts[]>`
    SELECT count(*)::int AS devices, count(*) FILTER (WHERE active)::int AS "alreadyActive",
      count(*) FILTER (WHERE NOT active AND NOT able)::int AS "modelCannot"
    FROM (SELECT ${has(featureKey)} AS active, ${can(models)} AS able FROM devices d
      WHERE d.organization_id = ${organizationId}::uuid AND d.state <> 'retired' AND ${members}) AS found`
  return rows[0] ?? { devices: 0, alreadyActive: 0, modelCannot: 0 }
}
