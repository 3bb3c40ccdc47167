import type { DeviceMove, routes } from '@maestro/contract'
import { decideMove, type LifeCycleState } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { loadDeviceFacts } from '../configuration/device-facts.queries.js'
import { DeploymentsOfDevices } from '../deployments/deployments-of-devices.js'
import { groupsByHand } from '../groups/groups.queries.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'
import { elsewhere } from '../platform/elsewhere.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { CreateDevice } from './create-device.js'
import { type LeftBehind, moveHash, moveOf } from './device-move.view.js'
import { type DeviceRecord, holdMoves, loadDevice } from './devices.store.js'
import { type ClaimCode, IssueClaimCode } from './issue-claim-code.js'
import { type Destination, MoveDestination } from './move-destination.js'
import { type LetGo, RetireDevice } from './retire-device.js'

type Arrived = { readonly deviceId: string; readonly claimCode: ClaimCode | null }
type Done = Arrived & { readonly shown: DeviceMove }
export type Moved = {
  readonly moved: { readonly organizationId: string; readonly deviceId: string }
  readonly claimCode: ClaimCode | null
}

/** The preview does all of it, looks at what came of it, and takes it back: there is no second set of rules. */
class Rehearsed extends Error {
  constructor(readonly shown: DeviceMove) {
    super('This was a rehearsal.')
  }
}

/**
 * A device is retired in one organization and is a new one in another: one transaction, which works first in the one and
 * then in the other, each time under that organization's row-level security. So no move is ever half done, and nothing has
 * to find one that is.
 */
@Injectable()
export class MoveDevice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly destination: MoveDestination,
    private readonly deployments: DeploymentsOfDevices,
    private readonly files: IssueLicenseFiles,
    private readonly retire: RetireDevice,
    private readonly create: CreateDevice,
    private readonly claims: IssueClaimCode,
  ) {}

  async preview(caller: Caller, deviceId: string, toOrganizationId: string): Promise<DeviceMove> {
    const to = await this.destination.of(caller, toOrganizationId)
    try {
      return await this.platform.transaction(async (tx) => {
        throw new Rehearsed((await this.within(tx, caller, to, deviceId, '*')).shown)
      })
    } catch (error) {
      if (error instanceof Rehearsed) return error.shown
      throw error
    }
  }

  async run(caller: Caller, { params, body, ifMatch }: InputOf<typeof routes.deviceMoves.move>): Promise<Moved> {
    const to = await this.destination.of(caller, body.toOrganizationId)
    const { deviceId, claimCode } = await this.platform.transaction(async (tx) => {
      const done = await this.within(tx, caller, to, params.deviceId, ifMatch, body.reason)
      if (done.shown.previewHash !== body.previewHash) throw new Refused('device.move-changed')
      return done
    })
    this.platform.live.publish(caller.organizationId, 'license', [])
    this.platform.live.publish(to.id, 'device', [deviceId])
    await this.retire.announce(caller.organizationId, params.deviceId)
    return { moved: { organizationId: to.id, deviceId }, claimCode }
  }

  private async within(
    tx: Transaction,
    caller: Caller,
    to: Destination,
    deviceId: string,
    ifMatch: IfMatch,
    reason?: string,
  ): Promise<Done> {
    const { organizationId } = caller
    await holdMoves(tx, [organizationId, to.id])
    await this.deployments.hold(tx, deviceId)
    const device = await loadDevice(tx, deviceId)
    requireVersion(device.version, ifMatch)
    const { name } = device
    const decision = decideMove({ name, state: device.state as LifeCycleState, from: organizationId, to: to.id })
    if (!decision.ok) throw new Refused(decision.code, decision.params)
    const issueFloor = await this.files.highestIssue(tx, organizationId, deviceId)
    const left = await this.leave(tx, caller, device)
    const moveId = uuidv7()
    const arrived = await elsewhere(tx, organizationId, to.id, () =>
      this.arrive(tx, to.caller, device, { issueFloor, moveId, reason }),
    )
    const shown = moveOf(device, to, left)
    await this.record(tx, caller, device, { shown, moveId, reason })
    return { ...arrived, shown: { ...shown, previewHash: moveHash(shown) } }
  }

  private async leave(tx: Transaction, caller: Caller, device: DeviceRecord): Promise<LeftBehind> {
    const { organizationId } = caller
    const [facts] = await loadDeviceFacts(tx, organizationId, [device.id])
    const groups = await groupsByHand(tx, organizationId, device.id)
    const letGo: LetGo = await this.retire.within(tx, caller, device, 'moved')
    return { ...letGo, groups, settings: Object.keys(facts?.own ?? {}).sort() }
  }

  /** Nothing comes along but what the hardware is and what it is called. */
  private async arrive(
    tx: Transaction,
    caller: Caller,
    { modelKey, vendor, serial, name, mac, management }: DeviceRecord,
    { issueFloor, moveId, reason }: { issueFloor: number; moveId: string; reason: string | undefined },
  ): Promise<Arrived> {
    const isLinked = management === 'linked'
    const input = { modelKey, vendor, serial, name, mac, management: isLinked ? 'linked' : 'recorded' } as const
    const deviceId = await this.create.within(tx, caller, input, { licenseIssueFloor: issueFloor })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'device.moved-here',
      objectKind: 'device',
      objectId: deviceId,
      objectName: name,
      deviceId,
      after: { serial, model: modelKey },
      details: { move: moveId },
      reason,
    })
    const claimCode = isLinked ? await this.claims.within(tx, caller, await loadDevice(tx, deviceId)) : null
    return { deviceId, claimCode }
  }

  /** Neither side's record names the other: who may see only one of them learns nothing of the other. The move's id is in both. */
  private async record(
    tx: Transaction,
    caller: Caller,
    device: DeviceRecord,
    { shown, moveId, reason }: { shown: DeviceMove; moveId: string; reason: string | undefined },
  ): Promise<void> {
    const { device: before, to: _, previewHash: __, ...left } = shown
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'device.moved-away',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      before,
      details: { move: moveId, ...left },
      reason,
    })
  }
}
