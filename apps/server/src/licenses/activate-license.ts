import {
  type DeviceModel,
  decideActivation,
  distributeUnits,
  type FeatureKey,
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
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import {
  countUnits,
  type DeviceToLicense,
  featuresHeld,
  insertUnits,
  makeWay,
  settleReleases,
} from './activations.store.js'
import { loadDeviceForLicense } from './licensed-device.js'
import {
  asLicensePool,
  findKey,
  type KnownKey,
  lockPools,
  type PoolRow,
  poolsOfFeature,
  readPools,
  redeemKey,
} from './licenses.store.js'
import { PlanLicenses, type PlannedLicenses } from './plan-licenses.js'
import { openPoolOfKey, poolOfNewKey } from './pool-of-key.js'

/** With what: a key that somebody typed, or a unit of a pool that is here already. */
export type ActivationRequest = { readonly key: string } | { readonly featureKey: string }
export type ActivationResult = { readonly featureKey: string; readonly alreadyActive: boolean }
type Activated = ActivationResult & { readonly planned: PlannedLicenses | null }

/** A feature, and the key that is redeemed for it; none: a pool of ours has to have a unit. */
type Wish = { readonly featureKey: FeatureKey; readonly key: KnownKey | null }
/** Where a unit comes from; no pool: out of the key, which nobody has redeemed yet. */
type Source = { readonly pool: LicensePool; readonly poolId: string | null }
type Place = {
  readonly device: DeviceToLicense
  readonly model: DeviceModel
  /** Holds a unit of a pool that no longer covers it. */
  readonly hasDropped: boolean
}

/**
 * Puts one unit of a feature to use on one device. N units never become N+1 activations: the pool's row is locked
 * until the activation stands. It comes last, when everything else is written, because all who want a unit of it wait.
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
      const { planned, ...result } = await this.platform.transactionAgain((tx) =>
        this.activate(tx, caller, deviceId, request),
      )
      atStep('activate.committed')
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
    const device = await loadDeviceForLicense(tx, caller.organizationId, deviceId)
    const model = findModel(device.modelKey)
    if (!model) throw new Refused('device.unknown-model', { model: device.modelKey })
    const held = new Map((await featuresHeld(tx, [device.id])).map((one) => [one.featureKey, one.isDropped]))
    const has = (featureKey: string) => held.get(featureKey) === false
    if ('featureKey' in request && has(request.featureKey))
      return { featureKey: request.featureKey, alreadyActive: true, planned: null }
    const wish = 'key' in request ? await this.wishOfKey(tx, caller, request.key) : wishOfFeature(request.featureKey)
    const { featureKey } = wish
    if (has(featureKey)) return { featureKey, alreadyActive: true, planned: null }
    // Whoever cannot have one, as far as anybody can see, waits for nobody.
    if (wish.key === null)
      this.decide(caller, model, this.choose(caller, model, featureKey, await poolsNow(tx, featureKey)))
    const planned = await this.promise(tx, caller, device, wish)
    await this.take(tx, caller, { device, model, hasDropped: held.has(featureKey) }, wish)
    atStep('activate.written')
    return { featureKey, alreadyActive: false, planned }
  }

  private async wishOfKey(tx: Transaction, caller: Caller, typed: string): Promise<Wish> {
    const parsed = parseLicenseKey(typed)
    if (!parsed.ok) throw new Refused('license-key.mistyped')
    const hash = lookupHash(this.platform.settings.keyRing, 'license-key', parsed.key)
    const key = await findKey(tx, hash, caller.organizationId)
    if (!key || !isFeatureKey(key.feature_key)) throw new Refused('license-key.unknown')
    return { featureKey: key.feature_key, key }
  }

  /** The audit, and the deployment that brings it to the device: all that goes without the pool. A refusal takes it back. */
  private async promise(
    tx: Transaction,
    caller: Caller,
    device: DeviceToLicense,
    { featureKey, key }: Wish,
  ): Promise<PlannedLicenses | null> {
    await settleReleases(tx, [device.id], [featureKey])
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'license.activated',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      before: { features: device.features },
      after: { features: [...device.features, featureKey].sort() },
      details: { feature: featureKey, key: key?.hint ?? null },
    })
    const change = { deviceId: device.id, feature: featureKey, before: false, after: true }
    return this.plan.plan(tx, actorOf(caller), caller.organizationId, [change], null)
  }

  /** From here on everybody waits who wants a unit of the feature. */
  private async take(
    tx: Transaction,
    caller: Caller,
    { device, model, hasDropped }: Place,
    { featureKey, key }: Wish,
  ): Promise<void> {
    // The issuer's pool first and ours second, as everybody who locks both. A refusal takes the redemption back.
    const redeemed = key !== null && (await redeemKey(tx, key.id, caller.organizationId))
    const pools = await lockPools(tx, poolsOfFeature(featureKey))
    const source = key ? sourceOfKey(key, redeemed, pools) : this.choose(caller, model, featureKey, pools)
    this.decide(caller, model, source)
    const poolId = source.poolId ?? (key && (await openPoolOfKey(tx, this.audit, caller, key)))
    if (poolId === null) throw new Error('A unit comes out of a pool or out of a key.')
    const unit = { id: uuidv7(), deviceId: device.id, poolId, keyHint: key?.hint ?? null }
    const by = { name: caller.name, source: { kind: 'person', id: null } } as const
    if (hasDropped) await makeWay(tx, [device.id], [featureKey])
    await insertUnits(tx, caller.organizationId, featureKey, by, [unit])
    await countUnits(tx, [poolId])
  }

  /** The pool that has a unit, or the one that says why there is none. */
  private choose(caller: Caller, model: DeviceModel, featureKey: FeatureKey, pools: readonly PoolRow[]): Source {
    const feature = nameOf(featureKey, caller)
    if (!model.licensable.includes(featureKey))
      throw new Refused('license.model-cannot', { model: model.name, feature })
    const decided = pools.map((row) => ({ poolId: row.id, pool: asLicensePool(row) }))
    const { taken } = distributeUnits(
      decided.map(({ pool }) => pool),
      1,
      new Date(),
    )
    const source = decided.find((_, place) => taken[place] === 1) ?? decided[0]
    if (!source) throw new Refused('license.no-pool', { feature })
    return source
  }

  private decide(caller: Caller, model: DeviceModel, { pool }: Source): void {
    const decision = decideActivation({ typedKey: null, pool, model, alreadyActive: false, now: new Date() })
    if (decision.ok) return
    const feature = nameOf(pool.feature, caller)
    throw new Refused(decision.code, { ...decision.params, model: model.name, feature })
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

function poolsNow(tx: Transaction, featureKey: FeatureKey): Promise<PoolRow[]> {
  return readPools(tx, poolsOfFeature(featureKey))
}

function wishOfFeature(featureKey: string): Wish {
  if (!isFeatureKey(featureKey)) throw new Refused('license-pool.unknown-feature', { feature: featureKey })
  return { featureKey, key: null }
}

/** The pool that the key has become with us, or the one that it becomes. */
function sourceOfKey(key: KnownKey, redeemed: boolean, pools: readonly PoolRow[]): Source {
  const row = pools.find(({ sourceKeyId }) => sourceKeyId === key.id)
  if (row) return { pool: asLicensePool(row), poolId: row.id }
  if (!redeemed && key.state !== 'revoked') throw new Refused('license-key.unknown')
  return { poolId: null, pool: poolOfNewKey(key) }
}

function nameOf(featureKey: string, caller: Caller): string {
  return findFeature(featureKey)?.name[caller.language] ?? featureKey
}

function hintOfTyped(typed: string): string | null {
  const parsed = parseLicenseKey(typed)
  return parsed.ok ? hintOfLicenseKey(parsed.key) : null
}
