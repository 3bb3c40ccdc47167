import { type Audit, systemActor } from '../audit/audit.js'
import type { Platform } from '../platform/platform.js'
import { settleHeard } from './activations.store.js'

/** A feature was taken back, and now its device was heard of without it: the release is certain. */
export class ConfirmReleases {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(organizationId: string, releaseIds: readonly string[]): Promise<void> {
    const settled = await this.platform.transaction(async (tx) => {
      const releases = await settleHeard(tx, releaseIds)
      await this.audit.record(
        tx,
        organizationId,
        ...releases.map(({ deviceId, featureKey, name, roomId }) => ({
          ...systemActor('licenses'),
          action: 'license.release-confirmed' as const,
          objectKind: 'device',
          objectId: deviceId,
          objectName: name,
          deviceId,
          roomId,
          details: { feature: featureKey },
        })),
      )
      return releases
    })
    this.platform.live.publish(
      organizationId,
      'device',
      settled.map(({ deviceId }) => deviceId),
    )
  }
}
