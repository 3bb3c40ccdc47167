import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit } from '../audit/audit.js'
import type { ShownChange } from '../configuration/resolve-configuration.js'
import { type FeaturesChanged, settingsThatFollow } from '../configuration/settings-that-follow.queries.js'
import {
  announceDirect,
  type DirectActor,
  type DirectDevice,
  openDirect,
  plantDirect,
} from '../deployments/direct-deployment.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { type ReachableDevice, reachableDevices } from './licensed-device.js'

/** Whether a device may use a feature, before and after; the same twice when only its term is another. */
export type LicenseChange = {
  readonly deviceId: string
  readonly feature: string
  readonly before: boolean
  readonly after: boolean
}
export type PlannedLicenses = {
  readonly organizationId: string
  readonly deploymentId: string
  readonly deviceIds: readonly string[]
}

/** Brings changed licences to their devices. */
@Injectable()
export class PlanLicenses {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  /**
   * One deployment for all of them, in the transaction that changed the licences; null when none of the devices can be
   * reached. What a licence file holds is decided when it is released, so a later change needs no earlier one undone. One
   * device that refuses its file withholds nobody else's.
   */
  async plan(
    tx: Transaction,
    by: DirectActor,
    organizationId: string,
    changes: readonly LicenseChange[],
    reason: string | null,
    licenseBatchId: string | null = null,
  ): Promise<PlannedLicenses | null> {
    const ofDevices = byDevice(changes)
    const reachable = await reachableDevices(tx, organizationId, [...ofDevices.keys()])
    if (reachable.length === 0) return null
    const settings = await settingsThatFollow(
      this.platform,
      tx,
      organizationId,
      reachable.flatMap(({ id }) => featuresChanged(id, ofDevices.get(id) ?? [])),
    )
    const devices = reachable.map((device) =>
      directDevice(device, ofDevices.get(device.id) ?? [], settings.get(device.id) ?? []),
    )
    const id = uuidv7()
    const deployment = {
      id,
      organizationId,
      kind: 'license' as const,
      title: titleOf(reachable.flatMap(({ id }) => ofDevices.get(id) ?? [])),
      by,
      reason,
      failurePercent: null,
      licenseBatchId,
    }
    const deviceIds = devices.map(({ deviceId }) => deviceId)
    await openDirect(tx, deployment, deviceIds)
    await plantDirect(tx, this.audit, deployment, devices)
    return { organizationId, deploymentId: id, deviceIds }
  }

  /** After the commit: the job and the live events. A death before this is healed by the sweep. */
  async announce(planned: PlannedLicenses | null): Promise<void> {
    if (planned === null) return
    const { organizationId, deploymentId, deviceIds } = planned
    await announceDirect(this.platform, organizationId, deploymentId, deviceIds)
  }
}

function byDevice(changes: readonly LicenseChange[]): ReadonlyMap<string, readonly LicenseChange[]> {
  const found = new Map<string, LicenseChange[]>()
  for (const change of changes) {
    const known = found.get(change.deviceId)
    if (known) known.push(change)
    else found.set(change.deviceId, [change])
  }
  return found
}

/** None when a term alone is another. */
function featuresChanged(deviceId: string, changes: readonly LicenseChange[]): readonly FeaturesChanged[] {
  const real = changes.filter(({ before, after }) => before !== after)
  if (real.length === 0) return []
  const [gained, lost] = [true, false].map((side) =>
    real.filter(({ after }) => after === side).map(({ feature }) => feature),
  )
  return [{ deviceId, gained: gained ?? [], lost: lost ?? [] }]
}

/** Its features, and the settings that come or fall back with them. */
function directDevice(
  { id, name, roomId }: ReachableDevice,
  changes: readonly LicenseChange[],
  settings: readonly ShownChange[],
): DirectDevice {
  return {
    deviceId: id,
    name,
    roomId,
    changes: [
      ...changes.map(({ feature, before, after }) => ({ key: keyOf(feature), before, after })),
      ...settings.map(({ key, before, after }) => ({ key, before, after })),
    ],
    restart: settings.some(({ restart }) => restart),
  }
}

function keyOf(feature: string): string {
  return `license.${feature}`
}

/** Without a language: it is kept, and read by everybody. */
function titleOf(changes: readonly LicenseChange[]): string {
  const [first = 'license', ...others] = new Set(changes.map(({ feature }) => keyOf(feature)))
  return others.length === 0 ? first : `${first} + ${others.length}`
}
