import { Refused } from '../platform/http/refused.js'

type Taken = { readonly id: string; readonly profileName: string; readonly priority: number }
const HIGHEST = 1000
const STEP = 10
const FIRST = 100

/** A place above all others, with room in between; the highest free one where there is none. */
export function freePriority(taken: readonly Pick<Taken, 'priority'>[], highest = HIGHEST): number {
  const priorities = new Set(taken.map(({ priority }) => priority))
  const next = priorities.size === 0 ? FIRST : Math.max(...priorities) + STEP
  if (next <= highest) return next
  for (let free = highest; free > 1; free--) if (!priorities.has(free)) return free
  return 1
}

/** Two profiles on one scope never have the same priority: nobody could tell which one wins. */
export function requireFreePriority(others: readonly Taken[], priority: number, scope: string): void {
  const taken = others.find((other) => other.priority === priority)
  if (taken) throw new Refused('assignment.priority-taken', { scope, profile: taken.profileName, priority })
}
