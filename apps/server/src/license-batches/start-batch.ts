import type { DeploymentScope, routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { runBatch } from './license-batches.jobs.js'
import { type BatchAction, type BatchRow, beginBatch, digestOf, endBatch, holdBatch } from './license-batches.store.js'
import { questionOf } from './preview-batch.js'
import { DEVICES_AT_ONCE, RunBatch } from './run-batch.js'

/** Starts what a preview shows, or ends what was started. */
@Injectable()
export class StartBatch {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly parts: RunBatch,
  ) {}

  /** What is small is done when this returns; of the rest a worker does part after part. */
  async run(caller: Caller, { body }: InputOf<typeof routes.licenseBatches.start>): Promise<void> {
    const { organizationId } = caller
    const devices = await this.platform.transaction((tx) => this.begin(tx, caller, body))
    atStep('batch.started')
    if (devices <= DEVICES_AT_ONCE) await this.parts.part(organizationId, body.batchId)
    else await this.promise(organizationId, body.batchId)
    this.platform.live.publish(organizationId, 'license', [])
  }

  async cancel(caller: Caller, batchId: string): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      const batch = await holdBatch(tx, organizationId, batchId)
      if (!batch) throw notFound()
      if (batch.state !== 'running') throw new Refused('license-batch.not-running')
      await endBatch(tx, batchId, 'cancelled')
      await this.record(tx, caller, batch, 'license-batch.cancelled')
    })
    this.platform.live.publish(organizationId, 'license', [])
  }

  private async begin(
    tx: Transaction,
    caller: Caller,
    { batchId, previewHash, reason }: InputOf<typeof routes.licenseBatches.start>['body'],
  ): Promise<number> {
    const { organizationId } = caller
    const batch = await holdBatch(tx, organizationId, batchId)
    if (!batch) throw notFound()
    if (batch.state !== 'previewed') throw new Refused('license-batch.already-started')
    const expected = batch.expected as Readonly<Record<string, number>>
    const devices = (expected['gets'] ?? 0) + (expected['releases'] ?? 0)
    const { featureKey } = batch
    const wish = {
      organizationId,
      featureKey,
      action: batch.action as BatchAction,
      scope: batch.scope as DeploymentScope,
    }
    if (previewHash !== batch.previewHash || (await digestOf(tx, await questionOf(tx, wish))) !== previewHash)
      throw new Refused('license-batch.preview-changed')
    if (devices === 0) throw new Refused('license-batch.nothing-to-do')
    await beginBatch(tx, batchId, reason ?? null)
    await this.record(tx, caller, batch, 'license-batch.started', reason)
    return devices
  }

  /** When the process dies before this, the sweep finds the row. */
  private async promise(organizationId: string, batchId: string): Promise<void> {
    await this.platform.jobs.add(runBatch, { organizationId, batchId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, batchId }, 'the job was not taken; the sweep finds the row')
    })
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    { id, action: what, featureKey, expected }: BatchRow,
    action: 'license-batch.started' | 'license-batch.cancelled',
    reason?: string,
  ): Promise<void> {
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action,
      objectKind: 'license-batch',
      objectId: id,
      objectName: featureKey,
      details: { action: what, feature: featureKey, expected },
      reason,
    })
  }
}
