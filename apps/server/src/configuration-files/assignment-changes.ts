import type { ConfigurationFile } from '@maestro/contract'
import type { FileAction } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { AssignProfile } from '../profiles/assign-profile.js'
import { ChangeAssignment } from '../profiles/change-assignment.js'
import { nameOfAction } from './assignment-key.js'
import { changedTo, type FileStep, idOf } from './file-changes.js'
import { scopeKey } from './resolve-file.js'

type Entry = ConfigurationFile['assignments'][number]

/** Does to assignments what a plan says. */
@Injectable()
export class AssignmentChanges {
  constructor(
    private readonly assign: AssignProfile,
    private readonly change: ChangeAssignment,
  ) {}

  async run(step: FileStep<Entry>): Promise<void> {
    const { tx, caller, action, reason } = step
    const priority = Number(changedTo(action, 'priority') ?? 0)
    if (action.kind === 'create') {
      const { profile, scope } = assignmentIn(action)
      const profileId = idOf(step, 'profile', profile)
      const scopeId = scope.kind === 'group' ? idOf(step, 'group', scope.name ?? '') : scopeIdOf(step)
      await this.assign.within(tx, caller, { profileId, scopeKind: scope.kind, scopeId, priority, reason })
      return
    }
    const id = idOf(step, 'assignment', nameOfAction(action))
    if (action.kind === 'delete') return this.change.removeWithin(tx, caller, id, reason)
    await this.setPriority(step, id, priority)
  }

  async setPriority({ tx, caller, reason }: FileStep<Entry>, id: string, priority: number): Promise<void> {
    await this.change.within(tx, caller, id, { priority, reason }, '*')
  }
}

function scopeIdOf({ plan, action }: FileStep): string {
  const { scope } = assignmentIn(action)
  return plan.resolved.scopeIds.get(scopeKey(scope.kind, scope.name)) ?? ''
}

function assignmentIn({ assignment, name }: FileAction): NonNullable<FileAction['assignment']> {
  if (!assignment) throw new Error(`The action on ${name} does not say what is assigned where.`)
  return assignment
}
