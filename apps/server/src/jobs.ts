import { Audit } from './audit/audit.js'
import { AcknowledgeTargets } from './deployments/acknowledge-targets.job.js'
import { DeliverTargets } from './deployments/deliver-targets.js'
import {
  acknowledgeTargets,
  prepareDeployment,
  pushFleet,
  pushTargets,
  sweepTargets,
  tendDeployment,
} from './deployments/deployments.jobs.js'
import { deploymentEngine } from './deployments/engine.js'
import { PrepareDeployments } from './deployments/prepare-deployment.job.js'
import { PushFleet, PushTargets } from './deployments/push-targets.job.js'
import { ReleaseTargets } from './deployments/release-targets.js'
import { SweepTargets } from './deployments/sweep-targets.job.js'
import { TendDeployments } from './deployments/tend-deployment.job.js'
import type { LinkChannel } from './device-link/link-channel.js'
import { disconnectDevices, judgeDevices } from './devices/devices.jobs.js'
import { DisconnectDevices } from './devices/disconnect-devices.job.js'
import { JudgeDevices } from './devices/judge-devices.job.js'
import { judgeDrift, sweepDrift } from './drift/drift.jobs.js'
import { JudgeDrift } from './drift/judge-drift.job.js'
import { SweepDrift } from './drift/sweep-drift.job.js'
import { licenseEngine } from './license-batches/engine.js'
import { runBatch, sweepLicenseWork } from './license-batches/license-batches.jobs.js'
import { RunBatches } from './license-batches/run-batches.job.js'
import { SweepLicenseWork } from './license-batches/sweep-license-work.job.js'
import { BringLicenseFiles } from './license-files/bring-license-files.job.js'
import { ConfirmLicenseFiles } from './license-files/confirm-license-files.job.js'
import { ConfirmLicenses } from './license-files/confirm-licenses.js'
import { bringLicenseFiles, confirmLicenseFiles, sweepLicenseFiles } from './license-files/license-files.jobs.js'
import { SweepLicenseFiles } from './license-files/sweep-license-files.job.js'
import { ApplyLicenseRules } from './license-rules/apply-rules.job.js'
import { applyRules } from './license-rules/license-rules.jobs.js'
import { reviewPools, spreadTrial, sweepPools } from './license-terms/license-terms.jobs.js'
import { poolReview, trialSpread } from './license-terms/review.js'
import { ReviewDuePools } from './license-terms/review-pools.job.js'
import { SpreadWantingTrials } from './license-terms/spread-trials.job.js'
import { SweepPools } from './license-terms/sweep-pools.job.js'
import { PlanLicenses } from './licenses/plan-licenses.js'
import { matchHandlers } from './platform/jobs/runner.js'
import type { Platform } from './platform/platform.js'

/** Every job that some feature promises. */
const jobs = [
  pushTargets,
  pushFleet,
  prepareDeployment,
  tendDeployment,
  acknowledgeTargets,
  sweepTargets,
  judgeDevices,
  disconnectDevices,
  judgeDrift,
  sweepDrift,
  runBatch,
  applyRules,
  sweepLicenseWork,
  reviewPools,
  spreadTrial,
  sweepPools,
  bringLicenseFiles,
  confirmLicenseFiles,
  sweepLicenseFiles,
]

/** All jobs with their handlers; throws when one is missing, so that the worker does not start without it. */
export function allHandlers(platform: Platform, channel: LinkChannel) {
  const audit = new Audit(platform)
  const deliver = new DeliverTargets(platform, audit, channel)
  const confirm = new ConfirmLicenses(platform, audit)
  const { configuration, prepare, tend } = deploymentEngine(platform, audit)
  const licenses = licenseEngine(platform, audit)
  return matchHandlers(jobs, [
    new PushTargets(platform, deliver),
    new PushFleet(platform, new ReleaseTargets(platform, audit, configuration), deliver),
    new PrepareDeployments(platform, prepare),
    new TendDeployments(tend),
    new AcknowledgeTargets(platform, audit, deliver, confirm),
    new SweepTargets(platform),
    new JudgeDevices(platform),
    new DisconnectDevices(channel),
    new JudgeDrift(platform, audit),
    new SweepDrift(platform),
    new RunBatches(platform, licenses.batches),
    new ApplyLicenseRules(platform, licenses.rules),
    new SweepLicenseWork(platform, licenses.releases),
    new ReviewDuePools(poolReview(platform, audit)),
    new SpreadWantingTrials(trialSpread(platform, audit)),
    new SweepPools(platform),
    new BringLicenseFiles(platform, new PlanLicenses(platform, audit)),
    new ConfirmLicenseFiles(confirm),
    new SweepLicenseFiles(platform),
  ])
}
