import type { FileAction } from '@maestro/domain'
import { nameOfAction } from './assignment-key.js'
import { changedTo, type FileStep, idOf } from './file-changes.js'

type Verbs = { setPriority(step: FileStep<never>, id: string, priority: number): Promise<void> }

/**
 * Moves those out of the way whose priority another one is to have. No two may ever have the same, so that groups, or
 * profiles on one scope, which change places need a place in between.
 * @param places the last place there is, and those that are taken now
 */
export async function parkPriorities(
  object: 'group' | 'assignment',
  steps: readonly FileStep<never>[],
  { highest, taken }: { readonly highest: number; readonly taken: readonly number[] },
  verbs: Verbs,
): Promise<void> {
  const claims = steps.filter(({ action }) => action.object === object && action.kind !== 'delete')
  const used = new Set([...taken, ...claims.flatMap(({ action }) => prioritiesOf(action))])
  let free = highest
  for (const step of claims) {
    const before = step.action.changes.find(({ key }) => key === 'priority')?.before
    const isWanted = claims.some((other) => other !== step && isRival(step, other) && wantedBy(other.action) === before)
    if (step.action.kind !== 'update' || typeof before !== 'number' || !isWanted) continue
    while (used.has(free)) free--
    used.add(free)
    await verbs.setPriority(step, idOf(step, object, nameOfAction(step.action)), free)
  }
}

function wantedBy(action: FileAction): number | undefined {
  const priority = changedTo(action, 'priority')
  return typeof priority === 'number' ? priority : undefined
}

function prioritiesOf({ changes }: FileAction): number[] {
  const change = changes.find(({ key }) => key === 'priority')
  return [change?.before, change?.after].filter((priority) => typeof priority === 'number')
}

/** Assignments are in each other's way on one scope only. */
function isRival({ action: left }: FileStep<never>, { action: right }: FileStep<never>): boolean {
  const [one, other] = [left.assignment?.scope, right.assignment?.scope]
  return one?.kind === other?.kind && one?.name === other?.name
}
