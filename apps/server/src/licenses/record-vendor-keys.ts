import { problemDetail, type RecordedVendorKeys } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { lookupHash, seal } from '../platform/keys.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { ActivateDevices } from './activate-devices.js'
import {
  insertVendorKeys,
  knownHashes,
  lockDevicesBySerial,
  type OwnDevice,
  poolsOfVendor,
  type VendorKey,
} from './license-keys.store.js'
import { contextOfKey } from './make-key.js'
import { type LicenseChange, PlanLicenses, type PlannedLicenses } from './plan-licenses.js'
import { bareVendorKey, type RowError, readVendorKeys, type VendorKeyRow } from './vendor-key-rows.js'

type Body = { readonly csv: string; readonly dryRun: boolean }
/** As many devices as are activated at once. */
const AT_ONCE = 1_000

type Hashed = VendorKeyRow & { readonly hash: string; readonly formerHashes: readonly string[] }
type Recorded = { readonly shown: RecordedVendorKeys; readonly planned: PlannedLicenses | null }

/**
 * Keeps the keys that a former vendor issued: each with its proof, its units in a pool of their own that never ends, its
 * device with the feature it had. All rows or none.
 */
@Injectable()
export class RecordVendorKeys {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly activate: ActivateDevices,
    private readonly plan: PlanLicenses,
  ) {}

  async run(caller: Caller, { csv, dryRun }: Body): Promise<RecordedVendorKeys> {
    const { rows, errors, count } = readVendorKeys(csv, new Date().toISOString().slice(0, 10))
    const hashed = rows.map((row) => ({
      ...row,
      hash: this.hashOf(caller, bareVendorKey(row.key)),
      // Keys that were recorded letter by letter.
      formerHashes: [row.key, row.key.toUpperCase()].map((key) => this.hashOf(caller, key)),
    }))
    const { shown, planned } = await this.platform.transaction((tx) =>
      this.record(tx, caller, { rows: hashed, errors, count, dryRun }),
    )
    await this.plan.announce(planned)
    if (shown.recorded) this.platform.live.publish(caller.organizationId, 'license', [])
    return shown
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    file: { rows: readonly Hashed[]; errors: readonly RowError[]; count: number; dryRun: boolean },
  ): Promise<Recorded> {
    const { rows } = file
    const serials = [...new Set(rows.flatMap(({ serial }) => serial ?? []))]
    const devices = await lockDevicesBySerial(tx, caller.organizationId, serials)
    const known = await knownHashes(
      tx,
      rows.flatMap(({ hash, formerHashes }) => [hash, ...formerHashes]),
    )
    const found = rows.flatMap((row) => wrongHere(row, devices, known) ?? [])
    const errors = [...file.errors, ...found].sort((one, other) => one.line - other.line)
    if (errors.length > 0 && !file.dryRun) throw wrongRows(errors)
    if (file.dryRun)
      return {
        shown: summary(
          file.count,
          rows,
          false,
          errors.map((one) => shownError(one, caller)),
        ),
        planned: null,
      }
    const changes = await this.save(tx, caller, rows, devices)
    const planned = await this.plan.plan(tx, actorOf(caller), caller.organizationId, changes, null)
    return { shown: summary(file.count, rows, true, []), planned }
  }

  private async save(
    tx: Transaction,
    caller: Caller,
    rows: readonly Hashed[],
    devices: ReadonlyMap<string, OwnDevice>,
  ): Promise<readonly LicenseChange[]> {
    const { organizationId } = caller
    const features = [...new Set(rows.map(({ feature }) => feature))]
    const pools = await poolsOfVendor(tx, organizationId, features)
    const keyOrderId = uuidv7()
    const keys = rows.map((row) =>
      this.seal(row, pools.get(row.feature) ?? '', devices.get(row.serial ?? '')?.id ?? null),
    )
    await insertVendorKeys(tx, organizationId, { keyOrderId, createdBy: caller.name }, keys)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'license-keys.recorded',
      objectKind: 'license-key-order',
      objectId: keyOrderId,
      after: { keys: keys.length, units: unitsOf(rows), features },
    })
    return this.activateAll(tx, caller, keys)
  }

  /** A unit of each key that is for a device, in use there; not where the device has the feature already. */
  private async activateAll(
    tx: Transaction,
    caller: Caller,
    keys: readonly VendorKey[],
  ): Promise<readonly LicenseChange[]> {
    const changes: LicenseChange[] = []
    for (const featureKey of new Set(keys.map((key) => key.featureKey))) {
      const ofFeature = keys.filter((key) => key.featureKey === featureKey)
      const poolId = ofFeature[0]?.poolId ?? ''
      // Of several keys for one device the first in the file counts, so it is written last.
      const keyHints = new Map(
        ofFeature.toReversed().flatMap(({ deviceId, hint }) => (deviceId ? [[deviceId, hint]] : [])),
      )
      const devices = [...keyHints.keys()]
      for (let from = 0; from < devices.length; from += AT_ONCE) {
        const deviceIds = devices.slice(from, from + AT_ONCE)
        const wish = { featureKey, poolId, deviceIds, keyHints, source: { kind: 'person', id: null } as const }
        const activated = await this.activate.run(tx, actorOf(caller), caller.organizationId, wish)
        changes.push(...activated.changes)
      }
    }
    return changes
  }

  private hashOf({ organizationId }: Caller, key: string): string {
    return lookupHash(this.platform.settings.keyRing, 'vendor-key', `${organizationId}:${key}`)
  }

  private seal({ key, feature, units, evidence, date, hash }: Hashed, poolId: string, deviceId: string | null) {
    const id = uuidv7()
    const sealed = seal(this.platform.settings.keyRing, key, contextOfKey(id))
    const hint = `${key.slice(0, Math.min(5, Math.floor(key.length / 2)))}-…`
    return { id, poolId, featureKey: feature, units, hash, sealed, hint, deviceId, evidence, evidencedOn: date }
  }
}

/** What is wrong with a row in this organization. */
function wrongHere(
  { line, serial, feature, hash, formerHashes }: Hashed,
  devices: ReadonlyMap<string, OwnDevice>,
  known: ReadonlySet<string>,
): RowError | null {
  if ([hash, ...formerHashes].some((one) => known.has(one)))
    return { line, column: 'key', code: 'vendor-key.already-recorded', params: {} }
  if (serial === null) return null
  const device = devices.get(serial)
  if (!device) return { line, column: 'device', code: 'vendor-key.device-unknown', params: { serial } }
  if (device.state === 'retired')
    return { line, column: 'device', code: 'device.retired', params: { name: device.name } }
  const model = findModel(device.modelKey)
  if (model?.licensable.includes(feature)) return null
  return {
    line,
    column: 'feature',
    code: 'license.model-cannot',
    params: { model: model?.name ?? device.modelKey, feature },
  }
}

function wrongRows(errors: readonly RowError[]): Refused {
  const fields = errors.map(({ line, column, code, params }) => ({
    path: column === null ? `${line}` : `${line}.${column}`,
    code,
    params,
  }))
  return new Refused('vendor-keys.wrong-rows', {}, fields)
}

function shownError({ line, column, code, params }: RowError, { language }: Caller) {
  return { line, column, code, message: problemDetail(code, language, params) }
}

function summary(
  count: number,
  rows: readonly Hashed[],
  recorded: boolean,
  errors: RecordedVendorKeys['errors'],
): RecordedVendorKeys {
  const features = [...new Set(rows.map(({ feature }) => feature))].sort().map((featureKey) => {
    const own = rows.filter(({ feature }) => feature === featureKey)
    const devices = new Set(own.flatMap(({ serial }) => serial ?? [])).size
    return { featureKey, keys: own.length, units: unitsOf(own), devices }
  })
  return { recorded, rows: count, units: unitsOf(rows), features, errors }
}

function unitsOf(rows: readonly Hashed[]): number {
  return rows.reduce((sum, { units }) => sum + units, 0)
}
