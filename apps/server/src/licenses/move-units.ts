import type { routes } from '@maestro/contract'
import { findFeature } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'
import type { PoolRow } from './licenses.store.js'
import { moveUnits, takeBackUnits, type UnitMoveOutcome } from './units.store.js'

type Wish = Pick<InputOf<typeof routes.licensePools.move>, 'params' | 'body'>
type Moved = { readonly moveId: string; readonly pool: ReturnType<typeof showPool> }

/**
 * Moves units between a pool here and another organization, where they are its own: to a customer whatever its grant says,
 * back only while unused and with its leave. Each side's record of units and each side's audit has it.
 */
@Injectable()
export class MoveUnits {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  give(caller: Caller, wish: Wish): Promise<Moved> {
    return this.run(caller, wish, true)
  }

  takeBack(caller: Caller, wish: Wish): Promise<Moved> {
    return this.run(caller, wish, false)
  }

  private async run(caller: Caller, wish: Wish, forward: boolean): Promise<Moved> {
    const moveId = uuidv7()
    const row = await this.platform.transaction((tx) => this.move(tx, caller, wish, moveId, forward))
    for (const side of [caller.organizationId, wish.body.customerId]) this.platform.live.publish(side, 'license', [])
    return { moveId, pool: showPool(row) }
  }

  private async move(
    tx: Transaction,
    caller: Caller,
    { params, body }: Wish,
    moveId: string,
    forward: boolean,
  ): Promise<PoolRow> {
    const { poolId } = params
    const { customerId: otherId, units, why } = body
    const before = await tx.licensePool.findFirst({ where: { id: poolId } })
    if (!before) throw notFound()
    const { actor, name: actorName } = caller
    const wish = { moveId, poolId, otherId, units, why, actor, actorName }
    const { outcome, target, free } = await (forward ? moveUnits(tx, wish) : takeBackUnits(tx, wish))
    const other = outcome === 'unknown-receiver' ? '' : await nameOf(tx, otherId)
    refuse(outcome, {
      free,
      customer: other,
      feature: featureName(before, caller),
      to: before.validUntil?.toISOString(),
    })
    await this.record(tx, caller, {
      otherId,
      other,
      units,
      why,
      poolId,
      target,
      moveId,
      feature: before.featureKey,
      forward,
    })
    return tx.licensePool.findUniqueOrThrow({ where: { id: poolId } })
  }

  private async record(tx: Transaction, caller: Caller, move: RecordedMove): Promise<void> {
    const { feature, units, forward, moveId, otherId } = move
    const entry = (direction: string, organization: string, objectId: string | null) => ({
      ...actorOf(caller),
      action: 'license-units.moved' as const,
      objectKind: 'license-pool',
      objectId,
      objectName: feature,
      details: { direction, units, organization, move: moveId },
      reason: move.why,
    })
    const here = await nameOf(tx, caller.organizationId)
    await this.audit.record(tx, caller.organizationId, entry(forward ? 'given' : 'taken-back', move.other, move.poolId))
    const elsewhere = { ...entry(forward ? 'received' : 'returned', here, move.target), grantId: null, address: null }
    await this.audit.recordElsewhere(tx, caller.organizationId, otherId, elsewhere)
  }
}

type RecordedMove = {
  readonly otherId: string
  readonly other: string
  readonly units: number
  readonly why: string
  readonly poolId: string
  readonly target: string | null
  readonly moveId: string
  readonly feature: string
  readonly forward: boolean
}

async function nameOf(tx: Transaction, organizationId: string): Promise<string> {
  const rows = await tx.$queryRaw<
    { name: string }[]
  >`SELECT name FROM system.organization_card(${organizationId}::uuid)`
  return rows[0]?.name ?? ''
}

function featureName({ featureKey }: PoolRow, { language }: Caller): string {
  return findFeature(featureKey)?.name[language] ?? featureKey
}

function refuse(outcome: UnitMoveOutcome, params: Readonly<Record<string, unknown>>): void {
  switch (outcome) {
    case 'moved':
      return
    case 'not-found':
      throw notFound()
    case 'unknown-receiver':
      throw new Refused('license-units.receiver-unknown')
    case 'no-right':
      throw new Refused('license-units.no-right', params)
    case 'revoked':
      throw new Refused('license.revoked')
    case 'suspended':
      throw new Refused('license.suspended')
    case 'of-vendor':
    case 'trial':
      throw new Refused('license-units.not-movable')
    case 'expired':
      throw new Refused('license.expired', params)
    case 'too-few':
      throw new Refused('license-units.too-few', params)
    case 'in-use':
      throw new Refused('license-units.in-use', params)
  }
}
