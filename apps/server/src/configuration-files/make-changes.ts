import type { FileAction } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { AssignmentChanges } from './assignment-changes.js'
import { assignmentKey, nameOfAction } from './assignment-key.js'
import { type FileStep, idKey } from './file-changes.js'
import { type FileFault, pathOfEntry, pathOfValue } from './file-fault.js'
import { FreezeChanges } from './freeze-changes.js'
import { GroupChanges } from './group-changes.js'
import { LayerChanges } from './layer-changes.js'
import { parkPriorities } from './park-priorities.js'
import type { PlannedFile } from './planned-file.js'
import { ProfileChanges } from './profile-changes.js'

const HIGHEST_GROUP = 10_000
const HIGHEST_ASSIGNMENT = 1_000

/** Hands each action of a plan to the verb that people use for it, in one transaction; gathers all that is refused. */
@Injectable()
export class MakeChanges {
  constructor(
    private readonly profiles: ProfileChanges,
    private readonly groups: GroupChanges,
    private readonly assignments: AssignmentChanges,
    private readonly layers: LayerChanges,
    private readonly freezes: FreezeChanges,
  ) {}

  async run(tx: Transaction, caller: Caller, plan: PlannedFile, reason: string | undefined): Promise<FileFault[]> {
    const ids = idsOf(plan)
    const entries = entriesByKey(plan)
    const steps = plan.actions.map((action): FileStep<never> => {
      const found = entries.get(idKey(action.object, nameOfAction(action)))
      return { tx, caller, plan, action, ids, reason, entry: found?.entry as never, index: found?.index }
    })
    const faults: FileFault[] = []
    await this.makeRoom(plan, steps)
    for (const step of steps) faults.push(...(await this.attempt(step)))
    const layers = steps.filter(({ action }) => action.object === 'device')
    return [...faults, ...(await this.layers.run(layers))]
  }

  private async makeRoom({ state }: PlannedFile, steps: readonly FileStep<never>[]): Promise<void> {
    await parkPriorities(
      'group',
      steps,
      { highest: HIGHEST_GROUP, taken: state.groups.map(({ priority }) => priority) },
      this.groups,
    )
    await parkPriorities(
      'assignment',
      steps,
      { highest: HIGHEST_ASSIGNMENT, taken: state.assignments.map(({ priority }) => priority) },
      this.assignments,
    )
  }

  private async attempt(step: FileStep<never>): Promise<readonly FileFault[]> {
    try {
      await this.act(step)
      return []
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.code === 'access.right-missing' || error.code === 'request.version-outdated') throw error
      return faultsOf(step, error)
    }
  }

  private async act(step: FileStep<never>): Promise<void> {
    switch (step.action.object) {
      case 'profile':
        return this.profiles.run(step)
      case 'group':
        return this.groups.run(step)
      case 'assignment':
        return this.assignments.run(step)
      case 'freeze-period':
        return this.freezes.run(step)
      case 'device':
        // All at once, in the order in which everybody locks devices.
        return
    }
  }
}

function faultsOf({ action, index }: FileStep, { code, params, fields }: Refused): FileFault[] {
  const path = pathOfEntry(action.object, index)
  if (fields.length === 0) return [{ path, code, params }]
  return fields.map((field) => ({ ...field, path: action.object === 'profile' ? pathOfValue(path, field.path) : path }))
}

function idsOf({ state, deviceIds, assignmentIds }: PlannedFile): Map<string, string> {
  return new Map([
    ...state.profiles.map(({ name, id }): [string, string] => [idKey('profile', name), id]),
    ...state.groups.map(({ name, id }): [string, string] => [idKey('group', name), id]),
    ...[...assignmentIds].map(([key, id]): [string, string] => [idKey('assignment', key), id]),
    ...[...deviceIds].map(([serial, id]): [string, string] => [idKey('device', serial), id]),
    ...state.freezePeriods.map(({ name, id }): [string, string] => [idKey('freeze-period', name), id]),
  ])
}

type Found = { readonly entry: unknown; readonly index: number }

function entriesByKey({ resolved: { file } }: PlannedFile): ReadonlyMap<string, Found> {
  const keyed = <T>(object: FileAction['object'], things: readonly T[], nameOf: (thing: T) => string) =>
    things.map((entry, index): [string, Found] => [idKey(object, nameOf(entry)), { entry, index }])
  return new Map([
    ...keyed('profile', file.profiles, ({ name }) => name),
    ...keyed('group', file.groups, ({ name }) => name),
    ...keyed('assignment', file.assignments, assignmentKey),
    ...keyed('device', file.devices, ({ serial }) => serial),
    ...keyed('freeze-period', file.freezePeriods, ({ name }) => name),
  ])
}
