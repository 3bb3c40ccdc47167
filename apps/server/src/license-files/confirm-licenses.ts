import type { Audit } from '../audit/audit.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform } from '../platform/platform.js'
import { areUnconfirmed, confirmFiles } from './license-files.store.js'

/** Notes which licence files devices hold: that closes the loop of an activation. */
export class ConfirmLicenses {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  /** What these devices last reported. Safe to run twice; when it does not run, the sweep does it. */
  async run(organizationId: string, deviceIds: readonly string[]): Promise<void> {
    const { prisma } = this.platform.database
    if (!(await areUnconfirmed(prisma, organizationId, deviceIds))) return
    const confirmed = await this.platform.transaction(async (tx) => {
      const files = await confirmFiles(tx, organizationId, deviceIds)
      await this.audit.record(
        tx,
        organizationId,
        ...files.map(({ deviceId, name, roomId, issue, keyId, features }) => ({
          actor: `device:${deviceId}`,
          actorName: name,
          action: 'license.confirmed' as const,
          objectKind: 'device',
          objectId: deviceId,
          objectName: name,
          deviceId,
          roomId,
          details: { issue, keyId, features, ...(features.length === 1 ? { feature: features[0] } : {}) },
        })),
      )
      if (files.length > 0) atStep('confirm.written')
      return files.map(({ deviceId }) => deviceId)
    })
    if (confirmed.length === 0) return
    atStep('confirm.committed')
    this.platform.live.publish(organizationId, 'device', confirmed)
    this.platform.live.publish(organizationId, 'license', [])
  }
}
