import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { DeploymentQueries } from './deployments.queries.js'
import { PreviewQueries } from './preview.queries.js'

/** Hands out a preview; that it was asked for is kept before the first row leaves. */
@Injectable()
export class ExportPreview {
  constructor(
    private readonly queries: DeploymentQueries,
    private readonly previews: PreviewQueries,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Readable> {
    const deployment = await this.queries.find(caller.organizationId, deploymentId, caller.language)
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'deployment.preview-exported',
      objectKind: 'deployment',
      objectId: deployment.id,
      objectName: deployment.title,
      details: { format: 'csv' },
    })
    return this.previews.csv(caller.organizationId, deploymentId)
  }
}
