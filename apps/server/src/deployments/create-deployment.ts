import type { Deployment, RingPlan, routes } from '@maestro/contract'
import { validateRings } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { prepareDeployment } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import { createDeploymentRow } from './deployments.store.js'
import { createRings } from './rings.store.js'
import { assertScope } from './scope.queries.js'

/** One ring that takes everybody, at once. */
export const EVERYBODY: RingPlan = {
  name: '1',
  size: { kind: 'rest' },
  waitMinutes: 0,
  successPercent: 100,
  failurePercent: null,
  failureMinimum: 1,
  failureKinds: [],
}

/** Makes a draft; its preview is worked out by a job. */
@Injectable()
export class CreateDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
  ) {}

  async run(caller: Caller, { body }: InputOf<typeof routes.deployments.create>): Promise<Deployment> {
    const { organizationId } = caller
    const rings = ringsFor(body.rings)
    const id = uuidv7()
    await this.platform.transaction(async (tx) => {
      const named = await assertScope(tx, organizationId, body.scope, rings)
      const title = body.title ?? named
      await createDeploymentRow(tx, {
        id,
        organizationId,
        title,
        createdBy: caller.actor,
        createdByName: caller.name,
        reason: body.reason || null,
        scope: body.scope,
        growth: body.growth,
        startsAt: body.startsAt === null ? null : new Date(body.startsAt),
        window: body.window,
        forced: body.forced,
        autoRollback: body.autoRollback,
        rollbackOf: null,
      })
      await createRings(tx, organizationId, id, rings)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        ...actsOn({ id, title }, 'deployment.prepared'),
        details: { scope: body.scope, growth: body.growth, rings: rings.length },
        reason: body.reason || null,
      })
    })
    this.platform.live.publish(organizationId, 'deployment', [id])
    await this.platform.jobs.add(prepareDeployment, { organizationId, deploymentId: id }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId: id }, 'the job was not taken; the sweep finds the row')
    })
    return this.queries.find(organizationId, id, caller.language)
  }
}

/** The rings as planned, or one for everybody; refuses what does not add up. */
export function ringsFor(planned: readonly RingPlan[]): readonly RingPlan[] {
  const rings = planned.length === 0 ? [EVERYBODY] : planned
  const errors = validateRings(rings)
  if (errors.length > 0) {
    throw new Refused(
      errors[0]?.code ?? 'deployment.rings-number',
      errors[0]?.params ?? {},
      errors.map(({ position, code, params }) => ({
        path: position === null ? 'rings' : `rings.${position}`,
        code,
        params,
      })),
    )
  }
  return rings
}
