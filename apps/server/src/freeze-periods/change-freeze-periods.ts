import type { FreezePeriod } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { thawTargets } from '../deployments/thaw-targets.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { FreezePeriodQueries } from './freeze-periods.queries.js'
import {
  deleteFreeze,
  type FreezeFields,
  insertFreeze,
  locationExists,
  lockFreeze,
  updateFreeze,
} from './freeze-periods.store.js'

type Wish = {
  readonly name?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly locationId?: string | null | undefined
}

type NewFreeze = Required<Wish> & { name: string; from: string; to: string }

/** Declares, changes and withdraws times in which nothing is deployed; what waited for one is looked at again. */
@Injectable()
export class ChangeFreezePeriods {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: FreezePeriodQueries,
  ) {}

  async declare(caller: Caller, wish: NewFreeze): Promise<FreezePeriod> {
    const id = await this.platform.transaction((tx) => this.declareWithin(tx, caller, wish))
    return this.queries.find(caller.organizationId, id)
  }

  /** As a part of something larger. */
  async declareWithin(tx: Transaction, caller: Caller, wish: NewFreeze): Promise<string> {
    const { organizationId } = caller
    const id = uuidv7()
    const fields = fieldsOf(wish, {
      name: wish.name,
      startsAt: new Date(wish.from),
      endsAt: new Date(wish.to),
      locationId: null,
    })
    await this.assertPossible(tx, organizationId, fields)
    await insertFreeze(tx, { ...fields, id, organizationId, createdBy: caller.actor, createdByName: caller.name })
    await this.record(tx, caller, 'freeze-period.created', id, fields.name, null, fields)
    return id
  }

  async change(caller: Caller, id: string, wish: Wish, ifMatch: IfMatch): Promise<FreezePeriod> {
    await this.platform.transaction((tx) => this.changeWithin(tx, caller, id, wish, ifMatch))
    return this.queries.find(caller.organizationId, id)
  }

  async changeWithin(tx: Transaction, caller: Caller, id: string, wish: Wish, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await thawTargets(tx)
    const known = await lockFreeze(tx, organizationId, id)
    if (!known) throw notFound()
    requireVersion(known.version, ifMatch)
    const before = { name: known.name, startsAt: known.startsAt, endsAt: known.endsAt, locationId: known.locationId }
    const fields = fieldsOf(wish, before)
    await this.assertPossible(tx, organizationId, fields)
    await updateFreeze(tx, id, fields)
    await this.record(tx, caller, 'freeze-period.changed', id, fields.name, before, fields)
  }

  async withdraw(caller: Caller, id: string): Promise<void> {
    await this.platform.transaction((tx) => this.withdrawWithin(tx, caller, id))
  }

  async withdrawWithin(tx: Transaction, caller: Caller, id: string): Promise<void> {
    await thawTargets(tx)
    const known = await lockFreeze(tx, caller.organizationId, id)
    if (!known) throw notFound()
    await deleteFreeze(tx, id)
    const before = { name: known.name, startsAt: known.startsAt, endsAt: known.endsAt, locationId: known.locationId }
    await this.record(tx, caller, 'freeze-period.removed', id, known.name, before, null)
  }

  private async assertPossible(tx: Transaction, organizationId: string, fields: FreezeFields): Promise<void> {
    if (fields.endsAt <= fields.startsAt) throw new Refused('freeze-period.ends-before-it-begins')
    if (fields.locationId !== null && !(await locationExists(tx, organizationId, fields.locationId)))
      throw new Refused('location.not-found')
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    action: 'freeze-period.created' | 'freeze-period.changed' | 'freeze-period.removed',
    id: string,
    name: string,
    before: FreezeFields | null,
    after: FreezeFields | null,
  ): Promise<void> {
    const what = { objectKind: 'freeze-period', objectId: id, objectName: name, before, after }
    await this.audit.record(tx, caller.organizationId, { ...actorOf(caller), action, ...what })
    this.platform.live.publish(caller.organizationId, 'deployment', [])
  }
}

function fieldsOf({ name, from, to, locationId }: Wish, before: FreezeFields): FreezeFields {
  return {
    name: name ?? before.name,
    startsAt: from === undefined ? before.startsAt : new Date(from),
    endsAt: to === undefined ? before.endsAt : new Date(to),
    locationId: locationId === undefined ? before.locationId : locationId,
  }
}
