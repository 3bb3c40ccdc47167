import type { NoticeThreshold } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

type NewNotice = {
  readonly id: string
  readonly organizationId: string
  readonly poolId: string
  readonly featureKey: string
  readonly threshold: NoticeThreshold
  readonly endsAt: Date
  readonly dropsAt: Date
}

/** True for the first one who says so of a pool's end. */
export async function insertNotice(tx: Transaction, notice: NewNotice): Promise<boolean> {
  const { count } = await tx.licenseNotice.createMany({ data: [notice], skipDuplicates: true })
  return count === 1
}

/** Closes what was said of a pool and no longer holds: it was renewed, or something more urgent is to be said. */
export async function closeOtherNotices(
  tx: Transaction,
  about: {
    readonly poolId: string
    readonly threshold: NoticeThreshold | null
    readonly endsAt: Date | null
    readonly by: { readonly actor: string; readonly actorName: string }
    readonly now: Date
  },
): Promise<void> {
  const { poolId, threshold, endsAt, by, now } = about
  await tx.$executeRaw`
    UPDATE license_notices SET closed_at = ${now}::timestamptz, closed_by = ${by.actor}, closed_by_name = ${by.actorName}
      WHERE pool_id = ${poolId}::uuid AND closed_at IS NULL
        AND (threshold, ends_at) IS DISTINCT FROM (${threshold}::text, ${endsAt}::timestamptz)`
}

/** True unless somebody closed it before. */
export async function closeNotice(
  tx: Transaction,
  id: string,
  by: { readonly actor: string; readonly name: string },
): Promise<boolean> {
  const data = { closedAt: new Date(), closedBy: by.actor, closedByName: by.name }
  const { count } = await tx.licenseNotice.updateMany({ where: { id, closedAt: null }, data })
  return count === 1
}
