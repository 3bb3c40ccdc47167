import { Audit } from '../src/audit/audit.js'
import { poolReview } from '../src/license-terms/review.js'
import { inOrganization, outsideOrganizations } from '../src/platform/in-organization.js'
import type { RunningApi } from './running-api.js'

type Due = { organization_id: string; pool_ids: string[] }

/** What the worker does with pools, at whatever time its clock shows: finds those of an organization that are due, and reviews them. */
export function poolReviewsOf({ platform }: RunningApi, organizationId: string) {
  const review = poolReview(platform, new Audit(platform))
  return async (now = new Date()): Promise<readonly string[]> => {
    const found = await outsideOrganizations(async () => {
      const { rows } = await platform.database.pool.query('SELECT * FROM system.due_license_pools($1, 500)', [now])
      return rows as Due[]
    })
    const due = found.find((one) => one.organization_id === organizationId)?.pool_ids ?? []
    await inOrganization({ organizationId, actor: 'system:licenses' }, () => review.run(organizationId, due, now))
    return due
  }
}
