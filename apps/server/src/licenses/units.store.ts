import type { Transaction } from '../platform/platform.js'

export type GivenPool = { readonly organizationId: string; readonly poolId: string; readonly featureKey: string }

/** Locks a pool and every pool that came out of it, whoever has it now, in the order of their ids. */
export async function lockWithGivenPools(tx: Transaction, poolId: string): Promise<void> {
  await tx.$executeRaw`SELECT system.lock_given_pools(${poolId}::uuid)`
}

/** Extends the pools that came out of one and ended when it did; they are locked already. */
export async function extendGivenPools(
  tx: Transaction,
  poolId: string,
  former: Date,
  later: Date,
): Promise<GivenPool[]> {
  return tx.$queryRaw<GivenPool[]>`
    SELECT organization_id AS "organizationId", pool_id AS "poolId", feature_key AS "featureKey"
      FROM system.extend_given_pools(${poolId}::uuid, ${former}::timestamptz, ${later}::timestamptz)`
}

export type UnitMoveWish = {
  readonly moveId: string
  readonly poolId: string
  readonly otherId: string
  readonly units: number
  readonly why: string
  readonly actor: string
  readonly actorName: string
}
export type UnitMoveOutcome =
  | 'moved'
  | 'not-found'
  | 'unknown-receiver'
  | 'no-right'
  | 'revoked'
  | 'suspended'
  | 'of-vendor'
  | 'trial'
  | 'expired'
  | 'too-few'
  | 'in-use'
export type UnitMoveResult = {
  readonly outcome: UnitMoveOutcome
  /** The pool on the other side. */
  readonly target: string | null
  /** Units that could (still) be moved. */
  readonly free: number
}

export async function moveUnits(tx: Transaction, wish: UnitMoveWish): Promise<UnitMoveResult> {
  const rows = await tx.$queryRaw<UnitMoveResult[]>`
    SELECT outcome, target, free FROM system.move_license_units(${wish.poolId}::uuid, ${wish.otherId}::uuid, ${wish.units}::integer,
      ${wish.moveId}::uuid, ${wish.actor}, ${wish.actorName}, ${wish.why})`
  return onlyOne(rows)
}

export async function takeBackUnits(tx: Transaction, wish: UnitMoveWish): Promise<UnitMoveResult> {
  const rows = await tx.$queryRaw<UnitMoveResult[]>`
    SELECT outcome, target, free FROM system.take_back_license_units(${wish.poolId}::uuid, ${wish.otherId}::uuid, ${wish.units}::integer,
      ${wish.moveId}::uuid, ${wish.actor}, ${wish.actorName}, ${wish.why})`
  return onlyOne(rows)
}

function onlyOne<T>(rows: readonly T[]): T {
  const [row] = rows
  if (!row) throw new Error('A function that answers with one row answered with none.')
  return row
}
