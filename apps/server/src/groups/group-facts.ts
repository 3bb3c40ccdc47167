import type { GroupRule } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { onlyIds } from '../devices/device-filters.queries.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { allGroups } from './groups.store.js'

const HIGHEST = 10_000
const STEP = 10
const FIRST = 100

/**
 * Refuses a name or a priority that another group has: nobody could tell which of two groups wins. Answers the
 * priority; without one a new group gets a place above all others. Lock the groups first.
 */
export async function requirePlace(
  tx: Transaction,
  organizationId: string,
  wanted: { readonly id: string | null; readonly name: string; readonly priority: number | undefined },
): Promise<number> {
  const others = (await allGroups(tx, organizationId)).filter(({ id }) => id !== wanted.id)
  const namesake = others.find(({ name }) => name.toLowerCase() === wanted.name.toLowerCase())
  if (namesake) throw new Refused('group.name-taken', { name: namesake.name })
  const priority = wanted.priority ?? nextPriority(others.map((other) => other.priority))
  const equal = others.find((other) => other.priority === priority)
  if (equal) throw new Refused('group.priority-taken', { group: equal.name, priority })
  return priority
}

function nextPriority(taken: readonly number[]): number {
  const next = taken.length === 0 ? FIRST : Math.max(...taken) + STEP
  if (next <= HIGHEST) return next
  for (let free = HIGHEST; free > 1; free--) if (!taken.includes(free)) return free
  return 1
}

/** Refuses a rule that names what is not there: it would never hold a device, and nobody would know why. */
export async function requireRule(tx: Transaction, organizationId: string, rule: GroupRule): Promise<void> {
  const model = rule.model?.find((key) => findModel(key) === undefined)
  if (model !== undefined) throw new Refused('device.unknown-model', { model })
  const [places, rooms] = [new Set(rule.location), new Set(rule.room)]
  const where = (ids: ReadonlySet<string>) => ({ where: { organizationId, id: { in: onlyIds([...ids]) } } })
  if (places.size > 0 && (await tx.location.count(where(places))) < places.size) throw new Refused('location.not-found')
  if (rooms.size > 0 && (await tx.room.count(where(rooms))) < rooms.size) throw new Refused('room.not-found')
}
