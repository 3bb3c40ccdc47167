import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { beginTrial, insertTrialPools } from './trials.store.js'

const TRIAL_MILLISECONDS = 30 * 86_400_000

type Customer = { readonly id: string; readonly name: string }

/** Switches everything on in a customer's organization for 30 days, once. */
@Injectable()
export class StartTrial {
  constructor(private readonly audit: Audit) {}

  /** In a transaction in the customer's organization, for the partner that calls; both record it. */
  async run(tx: Transaction, caller: Caller, { id, name }: Customer): Promise<void> {
    const endsAt = new Date(Date.now() + TRIAL_MILLISECONDS)
    if (!(await beginTrial(tx, id, endsAt))) throw new Refused('license-trial.already-started', { customer: name })
    await insertTrialPools(tx, id, endsAt)
    const started = {
      ...actorOf(caller),
      action: 'license-trial.started',
      objectKind: 'organization',
      objectId: id,
      objectName: name,
      after: { endsAt },
    } as const
    await this.audit.record(tx, id, started)
    if (caller.organizationId !== id) await this.audit.recordElsewhere(tx, id, caller.organizationId, started)
  }
}
