import { Audit } from '../src/audit/audit.js'
import { deploymentEngine } from '../src/deployments/engine.js'
import { judgeDeployments } from '../src/deployments/judge-rings.js'
import { ReleaseTargets } from '../src/deployments/release-targets.js'
import { inOrganization } from '../src/platform/in-organization.js'
import type { RunningApi } from './running-api.js'

/** What the worker does with deployments, step by step and without a device. */
export function engineOf({ platform }: RunningApi, organizationId: string) {
  const audit = new Audit(platform)
  const { prepare, tend, configuration } = deploymentEngine(platform, audit)
  const release = new ReleaseTargets(platform, audit, configuration)
  const here = <T>(work: () => Promise<T>) => inOrganization({ organizationId, actor: 'system:deployments' }, work)
  return {
    /** Until the preview is there. */
    prepare: (id: string) =>
      here(async () => {
        while (await prepare.run(organizationId, id)) {
          // The next batch.
        }
        await tend.run(organizationId, id)
      }),
    /** What follows whenever targets were written. */
    judge: (id: string) => here(() => platform.transaction((tx) => judgeDeployments(tx, audit, organizationId, [id]))),
    tend: (id: string) => here(() => tend.run(organizationId, id)),
    /** One batch becomes the devices' wish; nothing is sent. */
    release: (id: string) => here(() => release.run(organizationId, id)),
  }
}
