import type { z } from 'zod'
import type { LinkChannel } from '../device-link/link-channel.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { disconnectDevices } from './devices.jobs.js'

type Payload = z.infer<typeof disconnectDevices.payload>

export class DisconnectDevices implements JobHandler<Payload> {
  readonly job = disconnectDevices

  constructor(private readonly channel: LinkChannel) {}

  async handle({ organizationId, deviceIds }: Payload): Promise<void> {
    await Promise.all(deviceIds.map((device) => this.channel.disconnect({ tenant: organizationId, device })))
  }
}
