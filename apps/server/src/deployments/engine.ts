import type { Audit } from '../audit/audit.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import { ResolveConfiguration } from '../configuration/resolve-configuration.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'
import type { Platform } from '../platform/platform.js'
import { CancelTargets } from './cancel-targets.js'
import { GrowDeployment } from './grow-deployment.js'
import { PrepareDeployment } from './prepare-deployment.js'
import { StartDeployment } from './start-deployment.js'
import { TendDeployment } from './tend-deployment.js'

/** What works on deployments by itself, for the worker; the doors get the same from their module. */
export function deploymentEngine(platform: Platform, audit: Audit) {
  const configuration = new ReleaseConfiguration(platform, new IssueLicenseFiles(platform))
  const resolve = new ResolveConfiguration(platform)
  const cancel = new CancelTargets(platform, audit, configuration)
  const start = new StartDeployment(audit, cancel)
  const grow = new GrowDeployment(audit, resolve)
  return {
    configuration,
    prepare: new PrepareDeployment(platform, audit, resolve, start),
    tend: new TendDeployment(platform, audit, start, cancel, grow),
  }
}
