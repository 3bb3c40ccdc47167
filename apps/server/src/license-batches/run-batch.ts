import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { ActivateDevices, type LicenseActor } from '../licenses/activate-devices.js'
import { type LicenseChange, PlanLicenses } from '../licenses/plan-licenses.js'
import { ReleaseDevices } from '../licenses/release-devices.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type BatchRow, claimBatch, endBatch, nextDevices, saveResults } from './license-batches.store.js'

/** So many that nobody waits long for a unit of the pool, or for one of the devices. */
export const DEVICES_AT_ONCE = 500

type Part = { readonly results: ReadonlyMap<string, string>; readonly changes: readonly LicenseChange[] }

/**
 * Carries out a batch part by part. A part is one transaction: units, activations, audit, what is planned for the
 * devices, and their results. So a part is there whole or not at all, and nothing happens twice.
 */
@Injectable()
export class RunBatch {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly activate: ActivateDevices,
    private readonly release: ReleaseDevices,
    private readonly licenses: PlanLicenses,
  ) {}

  /** True: there is more to do. */
  async part(organizationId: string, batchId: string): Promise<boolean> {
    const { planned, more } = await this.platform.transaction(async (tx) => {
      const batch = await claimBatch(tx, organizationId, batchId)
      if (!batch) return { planned: null, more: false }
      const next = await nextDevices(tx, batchId, DEVICES_AT_ONCE + 1)
      const deviceIds = next.slice(0, DEVICES_AT_ONCE)
      const { results, changes } = await this.carryOut(tx, batch, deviceIds)
      await saveResults(tx, batchId, results)
      const by = actorOf(batch)
      const licenses = await this.licenses.plan(tx, by, organizationId, changes, batch.reason, batchId)
      const isOver = next.length === deviceIds.length
      if (isOver) await this.finish(tx, batch)
      atStep('batch.written')
      return { planned: licenses, more: !isOver }
    })
    atStep('batch.committed')
    await this.licenses.announce(planned)
    this.platform.live.publish(organizationId, 'license', [])
    return more
  }

  private async carryOut(tx: Transaction, batch: BatchRow, deviceIds: readonly string[]): Promise<Part> {
    const { id, organizationId, featureKey, reason } = batch
    const by = actorOf(batch)
    if (deviceIds.length === 0) return { results: new Map(), changes: [] }
    if (batch.action === 'release') {
      const changes = await this.release.run(tx, by, organizationId, {
        deviceIds,
        featureKey,
        cause: 'released',
        reason,
      })
      const released = new Set(changes.map(({ deviceId }) => deviceId))
      return { changes, results: new Map(deviceIds.map((one) => [one, released.has(one) ? 'released' : 'not-active'])) }
    }
    const source = { kind: 'batch', id } as const
    const { outcomes, changes } = await this.activate.run(tx, by, organizationId, {
      featureKey,
      deviceIds,
      source,
      reason,
    })
    return {
      changes,
      results: new Map([...outcomes].map(([one, was]) => [one, was === 'not-found' ? 'retired' : was])),
    }
  }

  private async finish(tx: Transaction, batch: BatchRow): Promise<void> {
    await endBatch(tx, batch.id, 'finished')
    const done = await tx.licenseBatch.findFirst({ where: { id: batch.id }, select: { results: true } })
    await this.audit.record(tx, batch.organizationId, {
      ...actorOf(batch),
      action: 'license-batch.finished',
      objectKind: 'license-batch',
      objectId: batch.id,
      objectName: batch.featureKey,
      details: { action: batch.action, feature: batch.featureKey, results: done?.results ?? {} },
    })
  }
}

/** Whoever started it: a worker only carries it out. */
function actorOf({ createdBy, createdByName, grantId }: BatchRow): LicenseActor {
  return { actor: createdBy, actorName: createdByName, grantId }
}
