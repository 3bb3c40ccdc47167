import type { ScopeKind } from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { loadScopeNames } from './scope-names.queries.js'

/** The name of a scope of this organization; refuses one that is not there, and a device that nobody can tell anything. */
export async function requireScope(
  tx: Transaction,
  organizationId: string,
  { scopeKind: kind, scopeId: id }: { readonly scopeKind: ScopeKind; readonly scopeId: string },
): Promise<string> {
  const scope = { kind, id }
  const names = await loadScopeNames(tx, organizationId, [scope])
  if (!names.has(scope)) throw new Refused('assignment.scope-unknown')
  const name = names.of(scope)
  if (kind !== 'device') return name
  const device = await tx.device.findFirst({ where: { organizationId, id }, select: { state: true, management: true } })
  if (device?.state === 'retired') throw new Refused('device.retired', { name })
  if (device?.management === 'recorded') throw new Refused('device.not-linked', { name })
  return name
}
