import type { ConfigurationFile } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { ChangeFreezePeriods } from '../freeze-periods/change-freeze-periods.js'
import { OrganizationQueries } from '../organizations/organizations.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { type FileStep, idKey, idOf } from './file-changes.js'

type Entry = ConfigurationFile['freezePeriods'][number]
const RIGHT = 'deployments.approve'

/** Does to freeze periods what a plan says, for those who may declare them. */
@Injectable()
export class FreezeChanges {
  constructor(
    private readonly freezes: ChangeFreezePeriods,
    private readonly organizations: OrganizationQueries,
  ) {}

  async run(step: FileStep<Entry>): Promise<void> {
    const { tx, caller, action, entry, ids } = step
    await this.requireRight(caller)
    if (action.kind === 'create' && entry) {
      ids.set(idKey('freeze-period', entry.name), await this.freezes.declareWithin(tx, caller, wishOf(step, entry)))
      return
    }
    const id = idOf(step, 'freeze-period', action.name)
    if (action.kind === 'delete') return this.freezes.withdrawWithin(tx, caller, id)
    const moves = action.changes.some(({ key }) => key === 'location')
    if (!entry) throw new Refused('configuration.plan-outdated')
    const { name, from, to, locationId } = wishOf(step, entry)
    await this.freezes.changeWithin(tx, caller, id, { name, from, to, ...(moves ? { locationId } : {}) }, '*')
  }

  private async requireRight(caller: Caller): Promise<void> {
    if (caller.rights.includes(RIGHT)) return
    const { name } = await this.organizations.card(caller.organizationId)
    throw new Refused('access.right-missing', { right: RIGHT, organization: name })
  }
}

function wishOf({ plan }: FileStep, { name, from, to, location }: Entry) {
  const locationId = location === undefined ? null : (plan.resolved.locationIds.get(location) ?? null)
  return { name, from, to, locationId }
}
