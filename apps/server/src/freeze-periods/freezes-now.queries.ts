import type { Transaction } from '../platform/platform.js'

/** A time in which nothing is deployed; with places: only there and below. */
export type FreezeNow = { readonly endsAt: Date; readonly locationIds: ReadonlySet<string> | null }

/** The freeze periods of the organization at work that have begun and not ended. */
export async function freezesNow(tx: Transaction): Promise<FreezeNow[]> {
  const rows = await tx.$queryRaw<{ endsAt: Date; locationId: string | null; places: string[] | null }[]>`
    SELECT f.ends_at AS "endsAt", f.location_id AS "locationId", (
        WITH RECURSIVE below AS (SELECT f.location_id AS id
          UNION ALL SELECT l.id FROM locations l JOIN below b ON l.parent_id = b.id)
        SELECT array_agg(id::text) FROM below) AS places
    FROM freeze_periods f WHERE f.starts_at <= now() AND f.ends_at > now()`
  return rows.map(({ endsAt, locationId, places }) => ({
    endsAt,
    locationIds: locationId === null ? null : new Set(places),
  }))
}

/** When the last freeze that holds for a place ends; null: none does. */
export function frozenUntil(freezes: readonly FreezeNow[], locationId: string | null): Date | null {
  const ends = freezes
    .filter(({ locationIds }) => locationIds === null || (locationId !== null && locationIds.has(locationId)))
    .map(({ endsAt }) => endsAt.getTime())
  return ends.length === 0 ? null : new Date(Math.max(...ends))
}
