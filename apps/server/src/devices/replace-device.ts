import type { DeviceReplacement, routes } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { HandOverMembership } from '../groups/hand-over-membership.js'
import { HandOverLicenses } from '../licenses/hand-over-licenses.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { HandOverAssignments } from '../profiles/hand-over-assignments.js'
import { assertRegistration } from './create-device.js'
import { changeDevice, type DeviceRecord, saveRegistration } from './devices.store.js'
import { type ClaimCode, IssueClaimCode } from './issue-claim-code.js'
import { announceReplacement, type PlannedReplacement, planReplacement } from './plan-replacement.js'
import { replacementHash, type Taken, takenFrom } from './replacement.view.js'
import { RetireDevice } from './retire-device.js'
import { SuccessorOf } from './successor-of.js'
import { TakeOverSettings } from './take-over-settings.js'

type Wish = InputOf<typeof routes.deviceReplacements.preview>['body']
export type Replaced = {
  readonly shown: DeviceReplacement
  readonly newId: string
  readonly claimCode: ClaimCode | null
  readonly planned: PlannedReplacement | null
}

/** The preview does all of it, looks at what came of it, and takes it back: there is no second set of rules. */
class Rehearsed extends Error {
  constructor(readonly shown: DeviceReplacement) {
    super('This was a rehearsal.')
  }
}

/** One device takes over the place, the configuration and the licences of another, which is retired: all or nothing. */
@Injectable()
export class ReplaceDevice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly groups: HandOverMembership,
    private readonly assignments: HandOverAssignments,
    private readonly licenses: HandOverLicenses,
    private readonly successor: SuccessorOf,
    private readonly settings: TakeOverSettings,
    private readonly claims: IssueClaimCode,
    private readonly retire: RetireDevice,
  ) {}

  async preview(caller: Caller, deviceId: string, wish: Wish): Promise<DeviceReplacement> {
    try {
      return await this.platform.transaction(async (tx) => {
        throw new Rehearsed((await this.within(tx, caller, deviceId, wish, '*')).shown)
      })
    } catch (error) {
      if (error instanceof Rehearsed) return error.shown
      throw error
    }
  }

  async run(
    caller: Caller,
    { params, body, ifMatch }: InputOf<typeof routes.deviceReplacements.replace>,
  ): Promise<Replaced> {
    const { previewHash, reason, ...wish } = body
    const replaced = await this.platform.transaction(async (tx) => {
      const done = await this.within(tx, caller, params.deviceId, wish, ifMatch, reason)
      if (done.shown.previewHash !== previewHash) throw new Refused('device.replacement-changed')
      return done
    })
    this.platform.live.publish(caller.organizationId, 'device', [replaced.newId])
    this.platform.live.publish(caller.organizationId, 'license', [])
    await this.retire.announce(caller.organizationId, params.deviceId)
    await announceReplacement(this.platform, replaced.planned)
    return replaced
  }

  private async within(
    tx: Transaction,
    caller: Caller,
    deviceId: string,
    wish: Wish,
    ifMatch: IfMatch,
    reason?: string,
  ): Promise<Replaced> {
    const { organizationId } = caller
    await this.groups.hold(tx, organizationId)
    const { old, next, isNew } = await this.successor.hold(tx, caller, deviceId, wish.by)
    requireVersion(old.version, ifMatch)
    await this.takePlace(tx, caller, old, next, wish)
    const groups = await this.groups.run(tx, caller, old, next)
    const profiles = await this.assignments.run(tx, caller, old, next)
    const { licenses, changes } = await this.licenses.run(tx, caller, old.id, next.id)
    const settings = await this.settings.run(tx, caller, old.id, next.id)
    const claimCode = isNew && next.management === 'linked' ? await this.claims.within(tx, caller, next) : null
    await this.retire.within(tx, caller, old, wish.cause, { replacedBy: next.id })
    const taken: Taken = { groups, profiles, licenses, settings, takeAssetTag: wish.takeAssetTag }
    const shown = takenFrom(old, next, isNew, taken)
    await this.record(tx, caller, old, next, shown, reason)
    const by = actorOf(caller)
    const about = { by, organizationId, settings: settings.changes, licenses: changes, reason: reason ?? null }
    const planned = await planReplacement(tx, this.audit, { ...next, name: old.name, roomId: old.roomId }, about)
    return { shown: { ...shown, previewHash: replacementHash(shown) }, newId: next.id, claimCode, planned }
  }

  /** Room, name, label and what is recorded of its registration. */
  private async takePlace(
    tx: Transaction,
    caller: Caller,
    old: DeviceRecord,
    next: DeviceRecord,
    { takeAssetTag }: Wish,
  ): Promise<void> {
    await changeDevice(tx, next.id, {
      name: old.name,
      ...(old.roomId ? { roomId: old.roomId } : {}),
      ...(takeAssetTag ? { assetTag: old.assetTag } : {}),
    })
    if (!old.registration) return
    const { mode, target, address, source, recordedAt } = old.registration
    const model = findModel(next.modelKey)
    if (model) assertRegistration(model, mode as Parameters<typeof assertRegistration>[1])
    const { organizationId } = caller
    await saveRegistration(tx, { deviceId: next.id, organizationId, mode, target, address, source, recordedAt })
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    old: DeviceRecord,
    next: DeviceRecord,
    shown: DeviceReplacement,
    reason: string | undefined,
  ): Promise<void> {
    const { old: from, new: to, previewHash: _, ...taken } = shown
    await this.audit.record(
      tx,
      caller.organizationId,
      ...[old, next].map(({ id }) => ({
        ...actorOf(caller),
        action: 'device.replaced' as const,
        objectKind: 'device',
        objectId: id,
        objectName: old.name,
        deviceId: id,
        roomId: old.roomId,
        before: from,
        after: { ...to, id: next.id },
        details: taken,
        ...(reason ? { reason } : {}),
      })),
    )
  }
}
