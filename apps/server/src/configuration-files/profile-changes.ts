import type { ConfigurationFile } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { ArchiveProfile } from '../profiles/archive-profile.js'
import { ChangeProfile } from '../profiles/change-profile.js'
import { CreateProfile } from '../profiles/create-profile.js'
import { changedTo, type FileStep, idKey, idOf, namesIn, valuesChanged } from './file-changes.js'

type Entry = ConfigurationFile['profiles'][number]

/** Does to profiles what a plan says; one that the file leaves out is put away, with all its versions. */
@Injectable()
export class ProfileChanges {
  constructor(
    private readonly create: CreateProfile,
    private readonly change: ChangeProfile,
    private readonly archive: ArchiveProfile,
  ) {}

  async run(step: FileStep<Entry>): Promise<void> {
    const { tx, caller, action, entry, ids, plan, reason } = step
    const values = valuesChanged(action, entry)
    if (action.kind === 'create') {
      const { name, description = '', locked = [] } = entry ?? { name: action.name }
      ids.set(
        idKey('profile', name),
        await this.create.within(tx, caller, { name, description, values, locked, reason }),
      )
      return
    }
    const id = idOf(step, 'profile', action.name)
    const version = plan.state.profiles.find((profile) => profile.id === id)?.version ?? '*'
    if (action.kind === 'delete') return this.archive.within(tx, caller, id, true, version)
    const description = changedTo(action, 'description')
    const locked = changedTo(action, 'locked')
    const name = changedTo(action, 'name')
    const change = {
      values,
      reason,
      ...(typeof name === 'string' ? { name } : {}),
      ...(description === undefined ? {} : { description: String(description ?? '') }),
      ...(locked === undefined ? {} : { locked: namesIn(locked) }),
    }
    await this.change.within(tx, caller, id, change, version)
  }
}
