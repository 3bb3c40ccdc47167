import type { FileAction } from '@maestro/domain'

/** Which profile where, in one text; names mean the same in any case. */
export function assignmentKey({ profile, scope }: NonNullable<FileAction['assignment']>): string {
  return `${profile} ${scope.kind} ${scope.name ?? ''}`.toLowerCase()
}

/** What tells the thing of an action from others of its kind. */
export function nameOfAction({ assignment, name }: FileAction): string {
  return assignment ? assignmentKey(assignment) : name
}
