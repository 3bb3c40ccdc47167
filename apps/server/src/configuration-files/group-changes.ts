import type { ConfigurationFile } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { ChangeGroup } from '../groups/change-group.js'
import { ChangeMembers } from '../groups/change-members.js'
import { CreateGroup } from '../groups/create-group.js'
import { changedTo, type FileStep, idKey, idOf, namesIn } from './file-changes.js'

type Entry = ConfigurationFile['groups'][number]

/** Does to groups what a plan says. */
@Injectable()
export class GroupChanges {
  constructor(
    private readonly create: CreateGroup,
    private readonly change: ChangeGroup,
    private readonly members: ChangeMembers,
  ) {}

  async run(step: FileStep<Entry>): Promise<void> {
    const { tx, caller, action, entry, ids, index, plan, reason } = step
    if (action.kind === 'create' && entry) {
      const { name, description, priority } = entry
      const rule = plan.resolved.rules.get(index ?? -1) ?? null
      const deviceIds = (entry.devices ?? []).map((serial) => deviceId(step, serial))
      ids.set(
        idKey('group', name),
        await this.create.within(tx, caller, { name, description, priority, rule, deviceIds, reason }),
      )
      return
    }
    const id = idOf(step, 'group', action.name)
    if (action.kind === 'delete') return this.change.removeWithin(tx, caller, id, reason)
    await this.changeFacts(step, id)
    await this.changeMembers(step, id)
  }

  async setPriority({ tx, caller, reason }: FileStep<Entry>, id: string, priority: number): Promise<void> {
    await this.change.within(tx, caller, id, { priority, reason }, '*')
  }

  private async changeFacts(step: FileStep<Entry>, id: string): Promise<void> {
    const { tx, caller, action, index, plan, reason } = step
    const [name, description, priority] = ['name', 'description', 'priority'].map((fact) => changedTo(action, fact))
    const rule = changedTo(action, 'rule') ? plan.resolved.rules.get(index ?? -1) : undefined
    const change = {
      ...(typeof name === 'string' ? { name } : {}),
      ...(description === undefined ? {} : { description: String(description ?? '') }),
      ...(typeof priority === 'number' ? { priority } : {}),
      ...(rule ? { rule } : {}),
    }
    if (Object.keys(change).length > 0) await this.change.within(tx, caller, id, { ...change, reason }, '*')
  }

  private async changeMembers(step: FileStep<Entry>, id: string): Promise<void> {
    const { tx, caller, action, reason } = step
    const change = action.changes.find(({ key }) => key === 'devices')
    if (!change) return
    const [before, after] = [namesIn(change.before), namesIn(change.after)]
    const added = after.filter((serial) => !before.includes(serial)).map((serial) => deviceId(step, serial))
    const gone = before.filter((serial) => !after.includes(serial)).map((serial) => deviceId(step, serial))
    if (added.length > 0) await this.members.addWithin(tx, caller, id, { deviceIds: added, reason })
    if (gone.length > 0) await this.members.takeWithin(tx, caller, id, { deviceIds: gone, reason })
  }
}

function deviceId(step: FileStep, serial: string): string {
  return step.plan.resolved.devices.get(serial)?.id ?? idOf(step, 'device', serial)
}
