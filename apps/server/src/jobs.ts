import { Audit } from './audit/audit.js'
import { AcknowledgeTargets } from './deployments/acknowledge-targets.job.js'
import { DeliverTargets } from './deployments/deliver-targets.js'
import { acknowledgeTargets, pushTargets, sweepTargets } from './deployments/deployments.jobs.js'
import { PushTargets } from './deployments/push-targets.job.js'
import { SweepTargets } from './deployments/sweep-targets.job.js'
import type { LinkChannel } from './device-link/link-channel.js'
import { disconnectDevices, judgeDevices } from './devices/devices.jobs.js'
import { DisconnectDevices } from './devices/disconnect-devices.job.js'
import { JudgeDevices } from './devices/judge-devices.job.js'
import { judgeDrift, sweepDrift } from './drift/drift.jobs.js'
import { JudgeDrift } from './drift/judge-drift.job.js'
import { SweepDrift } from './drift/sweep-drift.job.js'
import { matchHandlers } from './platform/jobs/runner.js'
import type { Platform } from './platform/platform.js'

/** Every job that some feature promises. */
const jobs = [pushTargets, acknowledgeTargets, sweepTargets, judgeDevices, disconnectDevices, judgeDrift, sweepDrift]

/** All jobs with their handlers; throws when one is missing, so that the worker does not start without it. */
export function allHandlers(platform: Platform, channel: LinkChannel) {
  const audit = new Audit(platform)
  const deliver = new DeliverTargets(platform, audit, channel)
  return matchHandlers(jobs, [
    new PushTargets(deliver),
    new AcknowledgeTargets(platform, audit, deliver),
    new SweepTargets(platform),
    new JudgeDevices(platform),
    new DisconnectDevices(channel),
    new JudgeDrift(platform, audit),
    new SweepDrift(platform),
  ])
}
