import type { Transaction } from '../platform/platform.js'
import { thawTargets as makeDue } from './fleet-targets.store.js'

/** For whoever changes or withdraws a freeze period: what waited for its end is looked at again. */
export function thawTargets(tx: Transaction): Promise<void> {
  return makeDue(tx)
}
