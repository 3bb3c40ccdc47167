import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { deleteAssignment } from './assignments.store.js'
import { profileObject } from './profile-audit.js'
import { lockProfiles } from './profiles.store.js'

/** Profiles that were assigned to a device alone go with it. */
@Injectable()
export class ReleaseAssignments {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async ofDevice(
    tx: Transaction,
    caller: Caller,
    device: { readonly id: string; readonly name: string },
  ): Promise<{ id: string; name: string }[]> {
    const { organizationId } = caller
    await lockProfiles(tx, organizationId)
    const assigned = await tx.profileAssignment.findMany({
      where: { organizationId, scopeKind: 'device', scopeId: device.id },
      include: { profile: { select: { id: true, name: true } } },
      orderBy: { id: 'asc' },
    })
    for (const { id, profile, priority } of assigned) {
      await deleteAssignment(tx, id)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'profile.unassigned',
        ...profileObject(profile),
        deviceId: device.id,
        before: { scopeKind: 'device', scopeId: device.id, scopeName: device.name, priority },
      })
    }
    if (assigned.length > 0)
      this.platform.live.publish(
        organizationId,
        'profile',
        assigned.map(({ profile }) => profile.id),
      )
    return assigned.map(({ profile }) => profile)
  }
}
