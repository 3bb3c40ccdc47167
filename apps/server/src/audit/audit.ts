import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type AuditRecord, insertAlone, insertElsewhere, insertEntries } from './audit.store.js'

export type { AuditRecord } from './audit.store.js'

/** The actor's half of an entry, from whoever asks. */
export function actorOf(
  caller: Caller,
): Pick<AuditRecord, 'actor' | 'actorName' | 'grantId' | 'address' | 'requestId'> {
  return {
    actor: caller.actor,
    actorName: caller.name,
    grantId: caller.grantId,
    address: caller.address,
    requestId: caller.requestId,
  }
}

/** The actor's half of an entry, for what the house does by itself. */
export function systemActor(name: string): Pick<AuditRecord, 'actor' | 'actorName'> {
  return { actor: `system:${name}`, actorName: 'Maestro' }
}

/** Writes the audit: always in the transaction of what happened, so that neither is there without the other. */
@Injectable()
export class Audit {
  constructor(private readonly platform: Platform) {}

  async record(tx: Transaction, organizationId: string, ...records: readonly AuditRecord[]): Promise<void> {
    if (records.length === 0) return
    await insertEntries(tx, organizationId, records)
    const ids = records.map((record) => record.deviceId ?? record.roomId).filter((id) => typeof id === 'string')
    this.platform.live.publish(organizationId, 'audit', ids)
  }

  /** In the same transaction, for the other organization that it concerns. */
  async recordElsewhere(tx: Transaction, here: string, elsewhere: string, record: AuditRecord): Promise<void> {
    await insertElsewhere(tx, here, elsewhere, record)
    this.platform.live.publish(elsewhere, 'audit', [])
  }

  /** For what has no transaction of its own: sign-ins, refusals, exports. */
  async recordAlone(organizationId: string, record: AuditRecord): Promise<void> {
    await insertAlone(this.platform, organizationId, record)
    this.platform.live.publish(organizationId, 'audit', [])
  }
}
