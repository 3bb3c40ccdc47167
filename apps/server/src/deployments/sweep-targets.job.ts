import { outsideOrganizations } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform } from '../platform/platform.js'
import { acknowledgeTargets, pushFleet, pushTargets, sweepTargets, tendDeployment } from './deployments.jobs.js'

const AT_MOST = 500

type Due = { organization_id: string; deployment_id: string; fleet?: boolean }
type Answered = { organization_id: string; device_ids: string[] }

/** Finds targets and deployments that are due and answers that nobody took in, and puts the lost jobs back. */
export class SweepTargets implements JobHandler<Record<string, never>> {
  readonly job = sweepTargets

  constructor(private readonly platform: Platform) {}

  async handle(): Promise<void> {
    const { pool } = this.platform.database
    const [due, answered, unattended] = await outsideOrganizations(() =>
      Promise.all([
        pool.query('SELECT * FROM system.due_targets($1)', [AT_MOST]),
        pool.query('SELECT * FROM system.answered_targets($1)', [AT_MOST]),
        pool.query('SELECT * FROM system.due_deployments($1)', [AT_MOST]),
      ]),
    )
    atStep('sweep.found')
    for (const { organization_id: organizationId, deployment_id: deploymentId, fleet } of due.rows as Due[]) {
      await this.platform.jobs.putBack(fleet ? pushFleet : pushTargets, { organizationId, deploymentId })
    }
    for (const { organization_id: organizationId, deployment_id: deploymentId } of unattended.rows as Due[]) {
      await this.platform.jobs.putBack(tendDeployment, { organizationId, deploymentId })
    }
    for (const { organization_id: organizationId, device_ids: deviceIds } of answered.rows as Answered[]) {
      await this.platform.jobs.putBack(acknowledgeTargets, { organizationId, deviceIds, sent: [] })
    }
  }
}
