import type { Audit } from '../audit/audit.js'
import { ApplyRules } from '../license-rules/apply-rules.js'
import { ActivateDevices } from '../licenses/activate-devices.js'
import { ConfirmReleases } from '../licenses/confirm-releases.js'
import { PlanLicenses } from '../licenses/plan-licenses.js'
import { ReleaseDevices } from '../licenses/release-devices.js'
import type { Platform } from '../platform/platform.js'
import { RunBatch } from './run-batch.js'

/** What works on licences by itself, for the worker; the doors get the same from their modules. */
export function licenseEngine(platform: Platform, audit: Audit) {
  const activate = new ActivateDevices(audit)
  const plan = new PlanLicenses(platform, audit)
  return {
    batches: new RunBatch(platform, audit, activate, new ReleaseDevices(audit), plan),
    rules: new ApplyRules(platform, activate, plan),
    releases: new ConfirmReleases(platform, audit),
  }
}
