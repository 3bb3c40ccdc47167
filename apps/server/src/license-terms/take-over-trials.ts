import { Injectable } from '@nestjs/common'
import { Audit, systemActor } from '../audit/audit.js'
import { PlanLicenses } from '../licenses/plan-licenses.js'
import { Platform, type Transaction } from '../platform/platform.js'
import {
  boughtUnits,
  endedTrials,
  freeOf,
  moveActivations,
  oldestActivations,
  type TrialActivation,
  type TrialPool,
} from './trials.store.js'

const AT_ONCE = 500
const MAESTRO = systemActor('licenses')

/**
 * At the end of a trial devices go on with what was bought: whoever got the feature first gets a unit first, from the pool
 * that ends soonest, as everywhere. Only what no free unit is left for is dropped.
 */
@Injectable()
export class TakeOverTrials {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly licenses: PlanLicenses,
  ) {}

  /**
   * Of all trials that are over in the organization at work: they end together, and a device's next file leaves out
   * whatever has ended by then, whichever of its features the file is issued for.
   */
  async run(organizationId: string, now: Date): Promise<void> {
    for (const trial of await endedTrials(this.platform.database.prisma, now))
      await this.goOn(organizationId, trial, now)
  }

  private async goOn(organizationId: string, trial: TrialPool, now: Date): Promise<void> {
    for (let isMore = true; isMore; ) {
      const { taken, planned } = await this.platform.transaction(async (tx) => {
        const moved = await this.takeOver(tx, organizationId, trial, now)
        // Nothing is lost or won: only the term of the licence is another.
        const changes = moved.map(({ deviceId }) => change(deviceId, trial.featureKey))
        const plan = moved.length === 0 ? null : await this.licenses.plan(tx, MAESTRO, organizationId, changes, null)
        return { taken: moved.length, planned: plan }
      })
      await this.licenses.announce(planned)
      isMore = taken === AT_ONCE
    }
  }

  private async takeOver(
    tx: Transaction,
    organizationId: string,
    trial: TrialPool,
    now: Date,
  ): Promise<readonly TrialActivation[]> {
    const free = await freeOf(tx, trial.featureKey, now)
    if (free === 0) return []
    const holding = await oldestActivations(tx, trial.id, Math.min(free, AT_ONCE))
    const units = await boughtUnits(tx, trial, now, holding.length)
    const moves = holding.slice(0, units.length).map((activation, place) => ({ ...activation, to: units[place] ?? '' }))
    if (moves.length === 0) return []
    await moveActivations(tx, trial.id, moves)
    await this.audit.record(
      tx,
      organizationId,
      ...moves.map(({ deviceId, deviceName, roomId, to }) => ({
        ...MAESTRO,
        action: 'license.taken-over' as const,
        objectKind: 'device',
        objectId: deviceId,
        objectName: deviceName,
        deviceId,
        roomId,
        before: { pool: trial.id },
        after: { pool: to },
        details: { feature: trial.featureKey },
      })),
    )
    return moves
  }
}

function change(deviceId: string, feature: string) {
  return { deviceId, feature, before: true, after: true }
}
