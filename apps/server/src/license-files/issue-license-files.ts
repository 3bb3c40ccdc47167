import { entitlementOf, type LicensePayload, licenseEndsAt, nextIssue, sameEntitlement } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Platform, type Transaction } from '../platform/platform.js'
import {
  type LicensedDeviceRow,
  loadLicensedDevices,
  type NewLicenseFile,
  saveLicenseFiles,
} from './license-files.store.js'
import { currentSigningKey, type SigningKey, signLicense } from './signing-key.js'

/** Gives devices the licence files that say what was activated on them. */
@Injectable()
export class IssueLicenseFiles {
  #known: SigningKey | undefined

  constructor(private readonly platform: Platform) {}

  /**
   * In the transaction of a release, with the devices locked: each device whose newest file does not say what it should
   * gets the next one; answers the number of the newest file by device. Devices that never had anything have none. Signs in
   * this process; a few statements, however many devices.
   */
  async issue(
    tx: Transaction,
    organizationId: string,
    deviceIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const now = new Date()
    const devices = await loadLicensedDevices(tx, organizationId, deviceIds)
    const newest = new Map(devices.flatMap(({ id, issue }) => (issue === null ? [] : [[id, issue] as const])))
    const outdated = devices
      .map((device) => ({ device, features: entitlementOf(unitsOf(device), now) }))
      .filter(({ device, features }) => !sameEntitlement(device.features ?? [], features))
    if (outdated.length === 0) return newest
    const key = await currentSigningKey(tx, this.platform.settings.keyRing, this.#known)
    this.#known = key
    const files = outdated.map(({ device, features }) => this.sign(key, device, features, now))
    await saveLicenseFiles(tx, organizationId, files)
    return new Map([...newest, ...files.map(({ deviceId, issue }) => [deviceId, issue] as const)])
  }

  /** The highest number that the device may have met, here or before it came here. */
  async highestIssue(tx: Transaction, organizationId: string, deviceId: string): Promise<number> {
    const [device] = await loadLicensedDevices(tx, organizationId, [deviceId])
    return device ? nextIssueOf(device) - 1 : 0
  }

  private sign(
    key: SigningKey,
    device: LicensedDeviceRow,
    features: NewLicenseFile['features'],
    now: Date,
  ): NewLicenseFile {
    const { id, serial, vendor } = device
    const issue = nextIssueOf(device)
    const payload: LicensePayload = {
      iss: this.platform.settings.publicUrl,
      sub: id,
      serial,
      vendor,
      issue,
      iat: Math.floor(now.getTime() / 1000),
      features,
    }
    const file = signLicense(key, payload)
    return { deviceId: id, issue, keyId: key.id, file, features, expiresAt: licenseEndsAt(features), issuedAt: now }
  }
}

function nextIssueOf({ issue, reportedIssue, issueFloor }: LicensedDeviceRow): number {
  return nextIssue(issue, reportedIssue, issueFloor)
}

function unitsOf({ units }: LicensedDeviceRow) {
  return (units ?? []).map(({ feature, from, to, graceDays }) => ({
    feature,
    from: from === null ? null : new Date(from),
    to: to === null ? null : new Date(to),
    graceDays,
  }))
}
