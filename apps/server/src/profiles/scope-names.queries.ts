import { findModel } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

export type ScopeReference = { readonly kind: string; readonly id: string }

/** What people call scopes. */
export type ScopeNames = {
  of(scope: ScopeReference): string
  has(scope: ScopeReference): boolean
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Names of scopes, in one query. A scope that is gone, or another organization's, has none. */
export async function loadScopeNames(
  tx: Transaction,
  organizationId: string,
  scopes: readonly ScopeReference[],
): Promise<ScopeNames> {
  const idsOf = (kind: string) => [
    ...new Set(scopes.filter((scope) => scope.kind === kind && UUID.test(scope.id)).map(({ id }) => id)),
  ]
  const rows = await tx.$queryRaw<{ kind: string; id: string; name: string }[]>`
    SELECT 'organization' AS kind, id::text, name FROM organizations WHERE id = ${organizationId}::uuid
    UNION ALL SELECT 'partner', p.id::text, (system.organization_card(p.id)).name FROM unnest(${idsOf('partner')}::uuid[]) AS p (id)
    UNION ALL SELECT 'location', id::text, name FROM locations WHERE organization_id = ${organizationId}::uuid AND id = ANY (${idsOf('location')}::uuid[])
    UNION ALL SELECT 'group', id::text, name FROM device_groups WHERE organization_id = ${organizationId}::uuid AND id = ANY (${idsOf('group')}::uuid[])
    UNION ALL SELECT 'room', id::text, name FROM rooms WHERE organization_id = ${organizationId}::uuid AND id = ANY (${idsOf('room')}::uuid[])
    UNION ALL SELECT 'device', id::text, name FROM devices WHERE organization_id = ${organizationId}::uuid AND id = ANY (${idsOf('device')}::uuid[])`
  const names = new Map(rows.map(({ kind, id, name }) => [`${kind} ${id}`, name]))
  const find = ({ kind, id }: ScopeReference) =>
    kind === 'model' ? findModel(id)?.name : names.get(`${kind} ${id.toLowerCase()}`)
  return { of: (scope) => find(scope) ?? '', has: (scope) => find(scope) !== undefined }
}
