import type { DeploymentScope, routes } from '@maestro/contract'
import { isFeatureKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { assertScope } from '../deployments/scope.queries.js'
import { conditionOf } from '../groups/devices-in-scope.js'
import { devicesKept } from '../license-rules/devices-kept.js'
import { capableModels, freeUnits } from '../licenses/units.queries.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { scopeCondition } from './batch-scope.js'
import { type BatchAction, type BatchQuestion, insertPreview } from './license-batches.store.js'

/** Shows who would get a feature and who would not, before anything changes. */
@Injectable()
export class PreviewBatch {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  run(caller: Caller, { body }: InputOf<typeof routes.licenseBatches.preview>): Promise<string> {
    const { action, featureKey, scope } = body
    if (!isFeatureKey(featureKey)) throw new Refused('license-pool.unknown-feature', { feature: featureKey })
    const { organizationId } = caller
    const id = uuidv7()
    return this.platform.transaction(async (tx) => {
      const name = await assertScope(tx, organizationId, scope, [])
      const question = await questionOf(tx, { organizationId, action, featureKey, scope })
      const made = { createdBy: caller.actor, createdByName: caller.name, grantId: caller.grantId }
      await insertPreview(tx, { id, scope, ...made }, question)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'license-batch.previewed',
        objectKind: 'license-batch',
        objectId: id,
        objectName: name,
        details: { action, feature: featureKey, scope },
      })
      return id
    })
  }
}

/** The facts that a preview depends on, as they are now. */
export async function questionOf(
  tx: Transaction,
  wish: { organizationId: string; action: BatchAction; featureKey: string; scope: DeploymentScope },
): Promise<BatchQuestion> {
  const { organizationId, featureKey, scope } = wish
  return {
    ...wish,
    devices: scopeCondition(scope, await conditionOf(tx, organizationId, scope)),
    models: capableModels(featureKey),
    freeUnits: wish.action === 'activate' ? await freeUnits(tx, organizationId, featureKey) : null,
    kept: await devicesKept(tx, organizationId, featureKey),
  }
}
