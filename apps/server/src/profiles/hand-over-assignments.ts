import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { Transaction } from '../platform/platform.js'
import { moveAssignments } from './assignments.store.js'
import { profileObject } from './profile-audit.js'
import { lockProfiles } from './profiles.store.js'

type Device = { readonly id: string; readonly name: string }

/** Profiles that are assigned to a device alone go over to the one that takes its place. */
@Injectable()
export class HandOverAssignments {
  constructor(private readonly audit: Audit) {}

  /** Answers those that went over; one that the other device has already, or whose priority is taken there, does not. */
  async run(tx: Transaction, caller: Caller, from: Device, to: Device): Promise<{ id: string; name: string }[]> {
    const { organizationId } = caller
    await lockProfiles(tx, organizationId)
    const moved = await moveAssignments(tx, organizationId, from.id, to.id)
    const scope = (device: Device) => ({ scopeKind: 'device', scopeId: device.id, scopeName: device.name })
    await this.audit.record(
      tx,
      organizationId,
      ...moved.map((profile) => ({
        ...actorOf(caller),
        action: 'profile.reassigned' as const,
        ...profileObject(profile),
        deviceId: to.id,
        before: scope(from),
        after: scope(to),
      })),
    )
    return moved
  }
}
