import { decidePlacement, type LocationKind } from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { findBranch, findChildKinds, findHeight } from './locations.store.js'

type Placement = { readonly id: string | null; readonly kind: LocationKind; readonly parentId: string | null }

/** Refuses a place where it cannot stand, in a tree that is locked. */
export async function requirePlacement(tx: Transaction, organizationId: string, placement: Placement): Promise<void> {
  const { id, kind, parentId } = placement
  const ancestors = parentId ? await findBranch(tx, organizationId, parentId) : []
  if (parentId && ancestors.length === 0) throw new Refused('location.not-found')
  const height = id ? await findHeight(tx, organizationId, id) : 0
  const decision = decidePlacement({ id, kind, height, ancestors })
  if (!decision.ok) throw new Refused(decision.code, decision.params)
  if (id) await requireChildrenFit(tx, organizationId, placement)
}

async function requireChildrenFit(tx: Transaction, organizationId: string, placement: Placement): Promise<void> {
  const ancestors = [{ id: placement.id ?? '', kind: placement.kind }]
  for (const kind of await findChildKinds(tx, organizationId, placement.id ?? '')) {
    const decision = decidePlacement({ id: null, kind, height: 0, ancestors })
    if (!decision.ok) throw new Refused(decision.code, decision.params)
  }
}
