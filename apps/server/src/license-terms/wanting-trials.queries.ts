import { DEVICE_MODELS } from '@maestro/domain'
import { outsideOrganizations } from '../platform/in-organization.js'
import type { Platform } from '../platform/platform.js'

const AT_MOST = 500
const capabilities = DEVICE_MODELS.flatMap(({ key, licensable }) => licensable.map((feature) => ({ key, feature })))
const models = capabilities.map(({ key }) => key)
const features = capabilities.map(({ feature }) => feature)

export type WantingTrial = { readonly organizationId: string; readonly poolId: string }

/** Pools on trial of all organizations that some device would have a unit of and has none. */
export async function wantingTrials({ database }: Platform, now: Date): Promise<readonly WantingTrial[]> {
  const sql = `SELECT organization_id AS "organizationId", pool_id AS "poolId" FROM system.wanting_trials($1, $2, $3, $4)`
  return outsideOrganizations(async () => (await database.pool.query(sql, [now, models, features, AT_MOST])).rows)
}
