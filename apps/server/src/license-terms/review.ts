import type { Audit } from '../audit/audit.js'
import { ActivateDevices } from '../licenses/activate-devices.js'
import { PlanLicenses } from '../licenses/plan-licenses.js'
import type { Platform } from '../platform/platform.js'
import { ReviewPools } from './review-pools.js'
import { SettleEntitlements } from './settle-entitlements.js'
import { SpreadTrials } from './spread-trials.js'
import { TakeOverTrials } from './take-over-trials.js'
import { TellOfExpiry } from './tell-of-expiry.js'

/** What reviews pools by itself, for the worker; the doors get the same from their module. */
export function poolReview(platform: Platform, audit: Audit): ReviewPools {
  const licenses = new PlanLicenses(platform, audit)
  const settle = new SettleEntitlements(platform, audit, licenses)
  return new ReviewPools(platform, settle, new TakeOverTrials(platform, audit, licenses), new TellOfExpiry(audit))
}

/** What gives everybody what is on trial. */
export function trialSpread(platform: Platform, audit: Audit): SpreadTrials {
  return new SpreadTrials(platform, new ActivateDevices(audit), new PlanLicenses(platform, audit))
}
