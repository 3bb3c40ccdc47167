import type { routes } from '@maestro/contract'
import { findFeature, findModel } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { requireNoRule } from '../license-rules/require-no-rule.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type DeviceToLicense, havingFeature, lockDevicesToLicense } from './activations.store.js'
import { MoveLicenses } from './move-licenses.js'
import { PlanLicenses, type PlannedLicenses } from './plan-licenses.js'
import { requireNoTrial } from './require-no-trial.js'

type Input = InputOf<typeof routes.licenseTransfers.transfer>

/** Moves a licence from one device to another: the unit changes hands at once, also when the first is out of reach. */
@Injectable()
export class TransferLicense {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly move: MoveLicenses,
    private readonly licenses: PlanLicenses,
  ) {}

  async run(caller: Caller, { params, body }: Input): Promise<void> {
    const planned = await this.platform.transactionAgain((tx) => this.transfer(tx, caller, { params, body }))
    this.platform.live.publish(caller.organizationId, 'device', [params.deviceId, body.toDeviceId])
    this.platform.live.publish(caller.organizationId, 'license', [])
    await this.licenses.announce(planned)
  }

  private async transfer(
    tx: Transaction,
    caller: Caller,
    { params: { deviceId, featureKey }, body: { toDeviceId, reason } }: Pick<Input, 'params' | 'body'>,
  ): Promise<PlannedLicenses | null> {
    const { organizationId } = caller
    const devices = await lockDevicesToLicense(tx, organizationId, [deviceId, toDeviceId])
    const [from, to] = [deviceId, toDeviceId].map((id) => devices.find((device) => device.id === id))
    if (!from || !to) throw notFound()
    await this.assertPossible(tx, caller, from, to, featureKey)
    const moved = [{ id: uuidv7(), featureKey }]
    const changes = await this.move.run(tx, organizationId, { from, to, moved, by: caller.name, cause: 'transferred' })
    if (changes.length === 0) throw new Refused('license.not-active', { feature: nameOf(featureKey, caller) })
    await this.audit.record(
      tx,
      organizationId,
      ...[from, to].map((device) => ({
        ...actorOf(caller),
        action: 'license.transferred' as const,
        objectKind: 'device',
        objectId: device.id,
        objectName: device.name,
        deviceId: device.id,
        roomId: device.roomId,
        details: { feature: featureKey, from: { id: from.id, name: from.name }, to: { id: to.id, name: to.name } },
        ...(reason ? { reason } : {}),
      })),
    )
    return this.licenses.plan(tx, actorOf(caller), organizationId, changes, reason ?? null)
  }

  private async assertPossible(
    tx: Transaction,
    caller: Caller,
    from: DeviceToLicense,
    to: DeviceToLicense,
    featureKey: string,
  ): Promise<void> {
    const feature = nameOf(featureKey, caller)
    const having = await havingFeature(tx, [from.id, to.id], featureKey)
    if (!having.has(from.id)) throw new Refused('license.not-active', { feature })
    if (from.id === to.id) throw new Refused('license.same-device', { name: from.name })
    if (to.state === 'retired') throw new Refused('device.retired', { name: to.name })
    if (having.has(to.id)) throw new Refused('license.already-active', { feature, name: to.name })
    const model = findModel(to.modelKey)
    if (!model?.licensable.some((key) => key === featureKey))
      throw new Refused('license.model-cannot', { model: model?.name ?? to.modelKey, feature })
    await requireNoTrial(tx, from, { key: featureKey, name: feature })
    await requireNoRule(tx, caller.organizationId, from, { key: featureKey, name: feature })
  }
}

function nameOf(featureKey: string, caller: Caller): string {
  return findFeature(featureKey)?.name[caller.language] ?? featureKey
}
