import {
  applyChanges,
  type ConfigurationInput,
  type ConfigurationValues,
  type PinnedLayer,
  type SettingValue,
  sameValue,
  toDocument,
  versionAfter,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { groupsOf } from '../groups/devices-in-scope.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { loadDeviceLayer, loadFormerValues, saveDeviceLayer } from './configuration.store.js'
import { openConfigurations } from './configurations.js'
import { type DeviceFacts, loadDeviceFacts, lockDevices } from './device-facts.queries.js'
import { loadReleasedValues, loadSeenOn, renumberReleases, saveReleases } from './released.store.js'
import { isSecret, sealValues } from './secrets.js'
import { loadStacks } from './stacks.store.js'

export type ChangeMade = {
  readonly key: string
  readonly before: SettingValue | null
  readonly after: SettingValue | null
}
export type ReleaseWish = {
  readonly deviceId: string
  /** The layers besides the device's own; null: none. */
  readonly stackId: string | null
  readonly deploymentId: string | null
}
export type ReleaseOutcome = { readonly version: number } | { readonly refused: 'device-moved' }

/** What deployments may ask of devices' configuration, in their own transaction. Lock targets before you call. */
@Injectable()
export class ReleaseConfiguration {
  constructor(
    private readonly platform: Platform,
    private readonly licenseFiles: IssueLicenseFiles,
  ) {}

  /**
   * Makes stacks, with each device's own layer and its licences as they are now, what the devices should have; up to 1,000
   * at once. A
   * device that has left the scope of a layer since is refused, and keeps what it has.
   */
  async releaseStacks(
    tx: Transaction,
    organizationId: string,
    wishes: readonly ReleaseWish[],
  ): Promise<Map<string, ReleaseOutcome>> {
    const devices = await this.lock(tx, organizationId, wishes)
    const stacks = await loadStacks(
      tx,
      organizationId,
      wishes.flatMap(({ stackId }) => stackId ?? []),
    )
    const groups = await this.groupsNamed(tx, organizationId, devices, stacks)
    const inReach = devices.filter(({ device, wish }) =>
      (stacks.get(wish.stackId ?? '') ?? []).every((layer) =>
        contains(layer, organizationId, device, groups.get(device.id) ?? []),
      ),
    )
    const versions = await this.release(tx, organizationId, inReach, stacks)
    return new Map(
      wishes.map(({ deviceId }) => {
        const version = versions.get(deviceId)
        return [deviceId, version === undefined ? { refused: 'device-moved' } : { version }]
      }),
    )
  }

  /** Makes a device's own layer, on the layers that are released to it now, what it should have; answers the number. */
  async releaseOwn(
    tx: Transaction,
    organizationId: string,
    deviceId: string,
    deploymentId: string | null,
  ): Promise<number> {
    const [found] = await this.lock(tx, organizationId, [{ deviceId, stackId: null, deploymentId }])
    if (!found) throw new Error(`There is no device ${deviceId} to release anything to.`)
    const stackId = found.device.released?.stackId ?? null
    const stacks = await loadStacks(tx, organizationId, stackId === null ? [] : [stackId])
    const versions = await this.release(tx, organizationId, [{ ...found, wish: { ...found.wish, stackId } }], stacks)
    return versions.get(deviceId) ?? 0
  }

  /** What a device should have now, secrets opened; nothing before its first release. */
  async valuesOf(tx: Transaction, organizationId: string, deviceId: string): Promise<ConfigurationValues> {
    const { keyRing } = this.platform.settings
    return (await loadReleasedValues(tx, keyRing, organizationId, [deviceId])).get(deviceId) ?? {}
  }

  /** The same values under a new number, so that devices look at them afresh. Those with nothing released are left out. */
  againMany(
    tx: Transaction,
    organizationId: string,
    items: readonly { readonly deviceId: string; readonly deploymentId: string }[],
  ): Promise<Map<string, number>> {
    return renumberReleases(tx, organizationId, items)
  }

  async again(tx: Transaction, organizationId: string, deviceId: string, deploymentId: string): Promise<number> {
    const versions = await this.againMany(tx, organizationId, [{ deviceId, deploymentId }])
    return versions.get(deviceId) ?? this.releaseOwn(tx, organizationId, deviceId, deploymentId)
  }

  /** The values before a change, for each key that still has the change's value; secrets from the version before. */
  async putBack(tx: Transaction, caller: Caller, deviceId: string, changes: readonly ChangeMade[]): Promise<void> {
    const { keyRing } = this.platform.settings
    const { organizationId } = caller
    await lockDevices(tx, organizationId, [deviceId])
    const layer = await loadDeviceLayer(tx, keyRing, deviceId)
    const former = await loadFormerValues(tx, keyRing, deviceId, layer.version)
    const untouched = changes.filter(({ key, after }) => isSecret(key) || sameValue(layer.values[key] ?? null, after))
    const back: ConfigurationInput = Object.fromEntries(
      untouched.map(({ key, before }) => [key, isSecret(key) ? (former[key] ?? null) : before]),
    )
    await saveDeviceLayer(tx, keyRing, {
      organizationId,
      deviceId,
      version: layer.version + 1,
      values: applyChanges(layer.values, back),
      changedBy: caller.actor,
      reason: null,
    })
    await this.releaseOwn(tx, organizationId, deviceId, null)
  }

  private async lock(tx: Transaction, organizationId: string, wishes: readonly ReleaseWish[]): Promise<Wished[]> {
    const byDevice = new Map(wishes.map((wish) => [wish.deviceId, wish]))
    await lockDevices(tx, organizationId, [...byDevice.keys()])
    const devices = await loadDeviceFacts(tx, organizationId, [...byDevice.keys()])
    return devices.flatMap((device) => {
      const wish = byDevice.get(device.id)
      return wish ? [{ device, wish }] : []
    })
  }

  private async groupsNamed(tx: Transaction, organizationId: string, devices: readonly Wished[], stacks: Stacks) {
    const layers = [...stacks.values()].flat()
    const groupIds = [...new Set(layers.filter(({ kind }) => kind === 'group').map(({ scopeId }) => scopeId))]
    if (groupIds.length === 0) return new Map<string, string[]>()
    const deviceIds = devices.map(({ device }) => device.id)
    return groupsOf(tx, organizationId, deviceIds, groupIds)
  }

  private async release(
    tx: Transaction,
    organizationId: string,
    wished: readonly Wished[],
    stacks: Stacks,
  ): Promise<ReadonlyMap<string, number>> {
    const configurations = await openConfigurations(this.platform, tx, organizationId, stacks.values())
    const licenseIssues = await this.licenseFiles.issue(
      tx,
      organizationId,
      wished.map(({ device }) => device.id),
    )
    const seen = await loadSeenOn(
      tx,
      organizationId,
      wished.map(({ wish }) => wish),
    )
    const releases = wished.map(({ device, wish }) => {
      const seenOn = seen.has(device.id) ? (seen.get(device.id) ?? null) : seenBefore(device)
      const { values, hash } = configurations.of(device, stackOf(wish, stacks), seenOn)
      return {
        ...wish,
        version: versionAfter(device.released?.version ?? 0, device.heldVersion),
        document: toDocument(sealValues(this.platform.settings.keyRing, device.id, values)),
        hash,
        licenseIssue: licenseIssues.get(device.id) ?? null,
        seenOn,
      }
    })
    await saveReleases(tx, organizationId, releases)
    return new Map(releases.map(({ deviceId, version }) => [deviceId, version]))
  }
}

type Wished = { readonly device: DeviceFacts; readonly wish: ReleaseWish }
type Stacks = ReadonlyMap<string, readonly PinnedLayer[]>

/** What goes out without a preview takes nothing along that the firmware of the last one lacked. */
function seenBefore({ released, firmware }: DeviceFacts): string | null {
  return released === null ? firmware : released.seenOn
}

function stackOf({ stackId }: ReleaseWish, stacks: Stacks): readonly PinnedLayer[] {
  if (stackId === null) return []
  const stack = stacks.get(stackId)
  if (!stack) throw new Error(`There is no stack ${stackId}.`)
  return stack
}

/** Whether a device still lies in the scope of a layer. */
function contains(
  { kind, scopeId }: PinnedLayer,
  organizationId: string,
  device: DeviceFacts,
  groupIds: readonly string[],
): boolean {
  switch (kind) {
    case 'partner':
      return true
    case 'organization':
      return scopeId === organizationId
    case 'location':
      return device.locationPath.includes(scopeId)
    case 'group':
      return groupIds.includes(scopeId)
    case 'model':
      return scopeId === device.modelKey
    case 'room':
      return scopeId === device.roomId
    case 'device':
      return scopeId === device.id
  }
}
