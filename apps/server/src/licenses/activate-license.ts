import {
  type DeviceModel,
  decideActivation,
  distributeUnits,
  findFeature,
  findModel,
  hintOfLicenseKey,
  isFeatureKey,
  type LicensePool,
  parseLicenseKey,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { lookupHash } from '../platform/keys.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { havingFeature, makeWay } from './activations.store.js'
import { loadDeviceForLicense } from './licensed-device.js'
import {
  asLicensePool,
  type DeviceRecord,
  findKey,
  type KnownKey,
  lockPools,
  poolsOfFeature,
  redeemKey,
} from './licenses.store.js'
import { PlanLicenses, type PlannedLicenses } from './plan-licenses.js'
import { openPoolOfKey, stopsOf } from './pool-of-key.js'

/** With what: a key that somebody typed, or a unit of a pool that is here already. */
export type ActivationRequest = { readonly key: string } | { readonly featureKey: string }
export type ActivationResult = { readonly featureKey: string; readonly alreadyActive: boolean }
type Activated = ActivationResult & { readonly planned: PlannedLicenses | null }

/** Where a unit comes from: a pool of ours, or a key that is redeemed for it. */
type Source = { readonly pool: LicensePool } & (
  | { readonly poolId: string; readonly key: KnownKey | null }
  | { readonly poolId: null; readonly key: KnownKey }
)

/**
 * Puts one unit of a feature to use on one device. N units never become N+1 activations: the pool's row is locked
 * until the activation stands.
 */
@Injectable()
export class ActivateLicense {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly plan: PlanLicenses,
  ) {}

  async run(caller: Caller, deviceId: string, request: ActivationRequest): Promise<ActivationResult> {
    try {
      const { planned, ...result } = await this.platform.transaction((tx) =>
        this.activate(tx, caller, deviceId, request),
      )
      this.platform.live.publish(caller.organizationId, 'device', [deviceId])
      this.platform.live.publish(caller.organizationId, 'license', [])
      await this.plan.announce(planned)
      return result
    } catch (error) {
      if (error instanceof Refused && error.code.startsWith('license'))
        await this.recordRefusal(caller, deviceId, request, error)
      throw error
    }
  }

  private async activate(
    tx: Transaction,
    caller: Caller,
    deviceId: string,
    request: ActivationRequest,
  ): Promise<Activated> {
    const device = await loadDeviceForLicense(tx, deviceId)
    const model = findModel(device.modelKey)
    if (!model) throw new Refused('device.unknown-model', { model: device.modelKey })
    const has = async (key: string) => (await havingFeature(tx, [device.id], key)).has(device.id)
    if ('featureKey' in request && (await has(request.featureKey)))
      return { featureKey: request.featureKey, alreadyActive: true, planned: null }
    const source =
      'key' in request
        ? await this.sourceOfKey(tx, caller, request.key, has)
        : await this.sourceOfFeature(tx, caller, request.featureKey, model)
    if (typeof source === 'string') return { featureKey: source, alreadyActive: true, planned: null }
    const featureKey = source.pool.feature
    const now = new Date()
    const decision = decideActivation({ typedKey: null, pool: source.pool, model, alreadyActive: false, now })
    if (!decision.ok)
      throw new Refused(decision.code, { ...decision.params, model: model.name, feature: nameOf(featureKey, caller) })
    const poolId = await this.takeUnit(tx, caller, source)
    await this.save(tx, caller, device, { featureKey, poolId, hint: source.key?.hint ?? null })
    const change = { deviceId: device.id, feature: featureKey, before: false, after: true }
    const planned = await this.plan.plan(tx, actorOf(caller), caller.organizationId, [change], null)
    return { featureKey, alreadyActive: false, planned }
  }

  private async sourceOfFeature(
    tx: Transaction,
    caller: Caller,
    featureKey: string,
    model: DeviceModel,
  ): Promise<Source> {
    if (!isFeatureKey(featureKey)) throw new Refused('license-pool.unknown-feature', { feature: featureKey })
    const feature = nameOf(featureKey, caller)
    if (!model.licensable.includes(featureKey))
      throw new Refused('license.model-cannot', { model: model.name, feature })
    const pools = await lockPools(tx, poolsOfFeature(featureKey))
    const decided = pools.map((row) => ({ row, pool: asLicensePool(row) }))
    const { taken } = distributeUnits(
      decided.map(({ pool }) => pool),
      1,
      new Date(),
    )
    const source = decided.find((_, place) => taken[place] === 1) ?? decided[0]
    if (!source) throw new Refused('license.no-pool', { feature })
    return { pool: source.pool, poolId: source.row.id, key: null }
  }

  /** The feature alone when the device has it already: the key stays as it is. */
  private async sourceOfKey(
    tx: Transaction,
    caller: Caller,
    typed: string,
    has: (featureKey: string) => Promise<boolean>,
  ): Promise<Source | string> {
    const parsed = parseLicenseKey(typed)
    if (!parsed.ok) throw new Refused('license-key.mistyped')
    const key = await findKey(
      tx,
      lookupHash(this.platform.settings.keyRing, 'license-key', parsed.key),
      caller.organizationId,
    )
    if (!key || !isFeatureKey(key.feature_key)) throw new Refused('license-key.unknown')
    if (await has(key.feature_key)) return key.feature_key
    // The issuer's pool first and ours second, as everybody who locks both. A refusal takes the redemption back.
    const redeemed = await redeemKey(tx, key.id, caller.organizationId)
    const row = (await lockPools(tx, poolsOfFeature(key.feature_key))).find((pool) => pool.sourceKeyId === key.id)
    if (row) return { pool: asLicensePool(row), poolId: row.id, key }
    if (!redeemed && key.state !== 'revoked') throw new Refused('license-key.unknown')
    return {
      key,
      poolId: null,
      pool: {
        feature: key.feature_key,
        units: key.units,
        used: 0,
        overUse: 'stop',
        from: key.valid_from,
        to: key.valid_until,
        graceDays: key.grace_days,
        ...stopsOf(key),
      },
    }
  }

  private async takeUnit(tx: Transaction, caller: Caller, { poolId, key }: Source): Promise<string> {
    if (poolId === null) return openPoolOfKey(tx, this.audit, caller, key, 1)
    await tx.licensePool.update({
      where: { id: poolId },
      data: { active: { increment: 1 }, version: { increment: 1 } },
    })
    return poolId
  }

  private async save(
    tx: Transaction,
    caller: Caller,
    device: DeviceRecord,
    unit: { featureKey: string; poolId: string; hint: string | null },
  ): Promise<void> {
    await makeWay(tx, [device.id], unit.featureKey)
    await tx.activation.create({
      data: {
        id: uuidv7(),
        organizationId: caller.organizationId,
        deviceId: device.id,
        poolId: unit.poolId,
        featureKey: unit.featureKey,
        keyHint: unit.hint,
        activatedBy: caller.name,
      },
    })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'license.activated',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      before: { features: device.features },
      after: { features: [...device.features, unit.featureKey].sort() },
      details: { feature: unit.featureKey, key: unit.hint },
    })
  }

  private async recordRefusal(
    caller: Caller,
    deviceId: string,
    request: ActivationRequest,
    refusal: Refused,
  ): Promise<void> {
    const device = await this.platform.database.prisma.device.findFirst({ where: { id: deviceId } })
    if (!device) return
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'license.refused',
      outcome: 'refused',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      details: {
        code: refusal.code,
        ...('key' in request ? { key: hintOfTyped(request.key) } : { feature: request.featureKey }),
      },
    })
  }
}

function nameOf(featureKey: string, caller: Caller): string {
  return findFeature(featureKey)?.name[caller.language] ?? featureKey
}

function hintOfTyped(typed: string): string | null {
  const parsed = parseLicenseKey(typed)
  return parsed.ok ? hintOfLicenseKey(parsed.key) : null
}
