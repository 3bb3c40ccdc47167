import { randomBytes } from 'node:crypto'
import { CLAIM_CODE_BYTES, CLAIM_CODE_HOURS, formatClaimCode, showClaimCode } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { lookupHash } from '../platform/keys.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type DeviceRecord, loadDevice } from './devices.store.js'

export type ClaimCode = { readonly code: string; readonly expiresAt: string }

/** Makes the code that a staged device takes its place with: used once, for 24 hours, and kept as a hash. */
@Injectable()
export class IssueClaimCode {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  run(caller: Caller, deviceId: string): Promise<ClaimCode> {
    return this.platform.transaction(async (tx) => this.within(tx, caller, await loadDevice(tx, deviceId)))
  }

  /** As a part of something larger. */
  async within(tx: Transaction, caller: Caller, device: DeviceRecord): Promise<ClaimCode> {
    const code = formatClaimCode(randomBytes(CLAIM_CODE_BYTES))
    const expiresAt = new Date(Date.now() + CLAIM_CODE_HOURS * 3_600_000)
    if (device.management !== 'linked' || device.state !== 'staged')
      throw new Refused('device.not-staged', { state: device.state })
    // A new code takes the place of those that were shown before.
    await tx.claimCode.updateMany({
      where: { deviceId: device.id, usedAt: null, expiresAt: { gt: new Date() } },
      data: { expiresAt: new Date() },
    })
    await tx.claimCode.create({
      data: {
        id: uuidv7(),
        organizationId: caller.organizationId,
        deviceId: device.id,
        hash: lookupHash(this.platform.settings.keyRing, 'claim-code', code),
        createdBy: caller.actor,
        expiresAt,
      },
    })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'claim-code.created',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      details: { expiresAt: expiresAt.toISOString() },
    })
    return { code: showClaimCode(code), expiresAt: expiresAt.toISOString() }
  }
}
