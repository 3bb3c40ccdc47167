import { randomBytes } from 'node:crypto'
import {
  findFeature,
  formatLicenseKey,
  hintOfLicenseKey,
  LICENSE_KEY_BYTES,
  parseLicenseKey,
  poolState,
} from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { type KeyRing, lookupHash, seal } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'
import { asLicensePool, nameOfCustomer, type PoolRow } from './licenses.store.js'

/** A new key as it is kept, and its text as a person types it. */
export type MadeKey = {
  readonly id: string
  readonly text: string
  readonly hash: string
  readonly sealed: string
  readonly hint: string
}

export function makeKey(keyRing: KeyRing): MadeKey {
  const text = formatLicenseKey(randomBytes(LICENSE_KEY_BYTES))
  const parsed = parseLicenseKey(text)
  if (!parsed.ok) throw new Error('A new licence key does not check.')
  const id = uuidv7()
  return {
    id,
    text,
    hash: lookupHash(keyRing, 'license-key', parsed.key),
    sealed: seal(keyRing, parsed.key, contextOfKey(id)),
    hint: hintOfLicenseKey(parsed.key),
  }
}

/** What a key's text is sealed for; it opens for nothing else. */
export function contextOfKey(id: string): string {
  return `license-key:${id}`
}

/** Refuses keys for units that are not free, or that nobody could use: what is promised has to be there. */
export function refuseToReserve(caller: Caller, pool: PoolRow, wanted: number): void {
  const facts = asLicensePool(pool)
  const feature = findFeature(pool.featureKey)?.name[caller.language] ?? pool.featureKey
  const state = poolState(facts, new Date())
  if (pool.origin === 'vendor' || pool.origin === 'trial') throw new Refused('license-units.not-movable')
  if (state === 'revoked') throw new Refused('license.revoked')
  if (state === 'suspended') throw new Refused('license.suspended')
  if (state === 'grace' || state === 'expired')
    throw new Refused('license.expired', { feature, to: pool.validUntil?.toISOString() ?? null })
  const free = facts.units - facts.used
  if (free <= 0) throw new Refused('license.no-units-left', { units: facts.units, feature })
  if (wanted > free) throw new Refused('license-key.too-few-units', { wanted, free, units: facts.units, feature })
}

/** The name of the customer that a key is made out to. */
export async function customerOfKey(tx: Transaction, partnerId: string, customerId: string): Promise<string> {
  const name = await nameOfCustomer(tx, partnerId, customerId)
  if (name === null) throw new Refused('license-key.customer-unknown')
  return name
}
