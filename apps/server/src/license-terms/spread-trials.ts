import { systemActor } from '../audit/audit.js'
import { selectWanting } from '../license-rules/candidates.queries.js'
import type { ActivateDevices } from '../licenses/activate-devices.js'
import type { PlanLicenses } from '../licenses/plan-licenses.js'
import { capableModels } from '../licenses/units.queries.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { everyDevice, findTrial } from './trials.store.js'

const AT_ONCE = 500
const MAESTRO = systemActor('licenses')

type Part = { readonly given: number; readonly planned: Awaited<ReturnType<PlanLicenses['plan']>> }

/**
 * While a trial lasts, each device that can have a feature gets it without anybody asking, also one that comes later. The
 * units are the trial's own: they end with it, or go on as what was bought by then.
 */
export class SpreadTrials {
  constructor(
    private readonly platform: Platform,
    private readonly activate: ActivateDevices,
    private readonly licenses: PlanLicenses,
  ) {}

  /** Part by part, each in a transaction of its own that nobody waits long for. */
  async run(organizationId: string, poolId: string, now: Date): Promise<void> {
    for (let isMore = true; isMore; ) {
      const { given, planned } = await this.platform.transaction((tx) => this.part(tx, organizationId, poolId, now))
      await this.licenses.announce(planned)
      if (given > 0) this.platform.live.publish(organizationId, 'license', [])
      isMore = given === AT_ONCE
    }
  }

  private async part(tx: Transaction, organizationId: string, poolId: string, now: Date): Promise<Part> {
    const trial = await findTrial(tx, poolId, now)
    if (!trial) return { given: 0, planned: null }
    const { featureKey } = trial
    const question = { organizationId, featureKey, members: everyDevice, models: capableModels(featureKey) }
    const wanting = await selectWanting(tx, question, AT_ONCE)
    if (wanting.length === 0) return { given: 0, planned: null }
    const deviceIds = wanting.map(({ id }) => id)
    const wish = { featureKey, poolId, deviceIds, source: { kind: 'trial', id: poolId } } as const
    const { changes } = await this.activate.run(tx, MAESTRO, organizationId, wish)
    return { given: changes.length, planned: await this.licenses.plan(tx, MAESTRO, organizationId, changes, null) }
  }
}
