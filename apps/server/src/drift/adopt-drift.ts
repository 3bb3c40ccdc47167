import { problemDetail, type RouteResponse, type routes } from '@maestro/contract'
import type { ConfigurationError, ConfigurationInput } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { ChangeOwnLayers } from '../configuration/change-own-layers.js'
import { ownLayerRecord } from '../configuration/own-layer-audit.js'
import { PlanForDevices } from '../deployments/plan-for-devices.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { ChooseDrift, type DriftChoice } from './choose-drift.js'
import type { DriftedDevice } from './drifted-devices.queries.js'
import { actOn, titleOf } from './enforce-drift.js'

type Skipped = { deviceId: string; detail: string }
type Adopted = { readonly taken: readonly DriftedDevice[]; readonly skipped: readonly Skipped[] }

/** Takes what devices report into their own layers, so that it is what should be. */
@Injectable()
export class AdoptDrift {
  constructor(
    private readonly audit: Audit,
    private readonly choose: ChooseDrift,
    private readonly layers: ChangeOwnLayers,
    private readonly plan: PlanForDevices,
  ) {}

  async run(caller: Caller, choice: DriftChoice): Promise<RouteResponse<typeof routes.drift.adopt>> {
    const devices = await this.choose.run(caller.organizationId, choice)
    const reason = choice.reason || null
    const [taken, skipped]: [DriftedDevice[], Skipped[]] = [[], []]
    const { deploymentId } = await this.plan.run(caller, devices, {
      title: titleOf(devices),
      reason,
      prepare: async (tx, part) => {
        const adopted = await this.save(tx, caller, part, reason)
        taken.push(...adopted.taken)
        skipped.push(...adopted.skipped)
        return adopted.taken.map(targetOf)
      },
      conclude: async (tx, planned) => {
        if (taken.length === 0) throw new Refused('drift.nothing-adoptable', { first: skipped[0]?.detail ?? '' })
        const act = actOn(caller, 'drift.adopted', planned.deploymentId, taken, reason)
        await this.audit.record(tx, caller.organizationId, act)
      },
    })
    return { deploymentId, devices: taken.length, skipped }
  }

  /** What a device's own layer may not hold is left out, and said why. */
  private async save(
    tx: Transaction,
    caller: Caller,
    devices: readonly DriftedDevice[],
    reason: string | null,
  ): Promise<Adopted> {
    const { organizationId, actor } = caller
    const judged = await this.layers.judge(tx, organizationId, devices.map(wishOf))
    const sorted = devices.map((device) => sort(caller, device, judged.get(device.id)?.errors ?? []))
    const able = sorted.flatMap(({ taken }) => taken)
    const outcomes = await this.layers.save(tx, { organizationId, actor, reason }, able.map(wishOf))
    const refused = able.flatMap((device) => skippedOf(caller, device, outcomes.get(device.id)?.errors ?? []))
    const skipped = [...sorted.flatMap((one) => one.skipped), ...refused]
    const taken = able.filter(({ id }) => !refused.some(({ deviceId }) => deviceId === id))
    const records = taken.map((device) =>
      ownLayerRecord(caller, device, outcomes.get(device.id)?.changes ?? [], reason),
    )
    await this.audit.record(tx, organizationId, ...records)
    return { taken, skipped }
  }
}

function wishOf(device: DriftedDevice) {
  return { deviceId: device.id, changes: reportedBy(device) }
}

/** Of what a device reports, what it may have of its own. */
function sort(caller: Caller, device: DriftedDevice, errors: readonly ConfigurationError[]): Adopted {
  const wrong = new Set(errors.map(({ key }) => key))
  const drifts = device.drifts.filter(({ key, reported }) => reported !== null && !wrong.has(key))
  const silent = device.drifts.filter(({ reported }) => reported === null)
  const skipped = [
    ...silent.map(({ key }) => ({
      deviceId: device.id,
      detail: problemDetail('drift.not-reported', caller.language, { key }),
    })),
    ...skippedOf(caller, device, errors),
  ]
  return { taken: drifts.length === 0 ? [] : [{ ...device, drifts }], skipped }
}

function skippedOf(caller: Caller, { id }: DriftedDevice, errors: readonly ConfigurationError[]): Skipped[] {
  return errors.map(({ key, code, params }) => ({
    deviceId: id,
    detail: problemDetail(code, caller.language, { key, ...params }),
  }))
}

/** What the device is silent about cannot be taken over. */
function reportedBy({ drifts }: DriftedDevice): ConfigurationInput {
  return Object.fromEntries(drifts.flatMap(({ key, reported }) => (reported === null ? [] : [[key, reported]])))
}

/** Nothing becomes different on the device: it has the values already. */
function targetOf({ id, name, roomId }: DriftedDevice) {
  return { deviceId: id, name, roomId, changes: [], restart: false }
}
