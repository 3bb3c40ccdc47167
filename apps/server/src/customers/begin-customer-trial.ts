import { Injectable } from '@nestjs/common'
import { StartTrial } from '../license-terms/start-trial.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { inOrganization } from '../platform/organization-context.js'
import { Platform } from '../platform/platform.js'
import { CustomerQueries } from './customers.queries.js'
import { maySetLicenses } from './customers.store.js'

/** Starts the trial of a customer that is there already. */
@Injectable()
export class BeginCustomerTrial {
  constructor(
    private readonly platform: Platform,
    private readonly customers: CustomerQueries,
    private readonly startTrial: StartTrial,
  ) {}

  async run(caller: Caller, customerId: string): Promise<void> {
    const { id, name } = await this.customers.one(caller, customerId)
    await inOrganization({ organizationId: id, actor: caller.actor }, () =>
      this.platform.transaction(async (tx) => {
        // Whose grant says nothing of licences does not find them.
        if (!(await maySetLicenses(tx, caller.organizationId))) throw notFound()
        await this.startTrial.run(tx, caller, { id, name })
      }),
    )
    this.platform.live.publish(id, 'license', [])
  }
}
