import type { ConfigurationFile } from '@maestro/contract'
import type { ConfigurationError } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { ChangeOwnLayers } from '../configuration/change-own-layers.js'
import { ownLayerRecord } from '../configuration/own-layer-audit.js'
import { Platform } from '../platform/platform.js'
import { type FileStep, idOf, valuesChanged } from './file-changes.js'
import { type FileFault, pathOfEntry, pathOfValue } from './file-fault.js'
import { findNamedDevices } from './known-state.queries.js'

type Entry = ConfigurationFile['devices'][number]
type Step = FileStep<Entry>

const AT_ONCE = 500

/** Does to devices' own layers what a plan says. Nothing is released: that is a deployment's. */
@Injectable()
export class LayerChanges {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly layers: ChangeOwnLayers,
  ) {}

  async run(steps: readonly Step[]): Promise<readonly FileFault[]> {
    const faults: FileFault[] = []
    const inOrder = steps
      .map((step) => ({ step, deviceId: deviceIdOf(step) }))
      .sort((left, right) => (left.deviceId < right.deviceId ? -1 : 1))
    for (let from = 0; from < inOrder.length; from += AT_ONCE)
      faults.push(...(await this.save(inOrder.slice(from, from + AT_ONCE))))
    return faults
  }

  private async save(steps: readonly { step: Step; deviceId: string }[]): Promise<readonly FileFault[]> {
    const [first] = steps
    if (!first) return []
    const { tx, caller, reason: given } = first.step
    const { organizationId, actor } = caller
    const reason = given || null
    const wishes = steps.map(({ step, deviceId }) => ({ deviceId, changes: valuesChanged(step.action, step.entry) }))
    const outcomes = await this.layers.save(tx, { organizationId, actor, reason }, wishes)
    const named = await findNamedDevices(
      tx,
      organizationId,
      steps.map(({ deviceId }) => deviceId),
    )
    const records = named.map((device) =>
      ownLayerRecord(caller, device, outcomes.get(device.id)?.changes ?? [], reason),
    )
    await this.audit.record(tx, organizationId, ...records)
    this.platform.live.publish(
      organizationId,
      'device',
      named.map(({ id }) => id),
    )
    return steps.flatMap(({ step, deviceId }) => faultsOf(step, outcomes.get(deviceId)?.errors ?? []))
  }
}

function deviceIdOf(step: Step): string {
  return step.plan.resolved.devices.get(step.action.name)?.id ?? idOf(step, 'device', step.action.name)
}

function faultsOf({ index }: Step, errors: readonly ConfigurationError[]): FileFault[] {
  const path = pathOfEntry('device', index)
  return errors.map(({ key, code, params }) => ({ path: pathOfValue(path, key), code, params: { key, ...params } }))
}
