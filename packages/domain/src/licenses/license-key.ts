import { CROCKFORD, inGroupsOf, normalizeCrockford, symbolsFromBytes, symbolsOf, textOf } from '../crockford.js'
import { type Decision, refuse } from '../decision.js'
import { times, toThePower } from './field.js'

/** Bytes of randomness `formatLicenseKey` needs: 18 symbols of five bits. */
export const LICENSE_KEY_BYTES = 12
export const LICENSE_KEY_ALPHABET = CROCKFORD

const DATA_SYMBOLS = 18
const SYMBOLS = 20

/** The normalized form: 20 capital characters without separators. Hash and compare this one. */
export type LicenseKey = string

/**
 * A new key from random bytes, as a person types it: `7Q4KM-0Z3N8-…`.
 * @throws RangeError when there are fewer than {@link LICENSE_KEY_BYTES} bytes.
 */
export function formatLicenseKey(randomBytes: Uint8Array): string {
  return showLicenseKey(textOf(withCheck(symbolsFromBytes(randomBytes, DATA_SYMBOLS))))
}

/** A normalized key in four groups of five. */
export function showLicenseKey(key: LicenseKey): string {
  return inGroupsOf(5, key)
}

/** What may be shown of a key after it was issued: its first group. */
export function hintOfLicenseKey(key: LicenseKey): string {
  return `${key.slice(0, 5)}-…`
}

/** Accepts any case, with or without separators, O for 0 and I or L for 1; refuses what cannot be a key at all. */
export function parseLicenseKey(text: string): Decision<'license-key.mistyped', { readonly key: LicenseKey }> {
  const key = normalizeCrockford(text)
  const symbols = symbolsOf(key)
  if (symbols === null || symbols.length !== SYMBOLS || !checks(symbols)) return refuse('license-key.mistyped')
  return { ok: true, key }
}

/**
 * Two check symbols of a Reed-Solomon code over GF(32): the sum of all symbols is zero, and so is their sum weighted by
 * powers of the generator. Any two wrong characters are noticed, and any two that changed places.
 */
function withCheck(data: readonly number[]): readonly number[] {
  const plain = data.reduce((sum, symbol) => sum ^ symbol, 0)
  const weighted = weightedSum(data)
  const weightOfFirst = toThePower(DATA_SYMBOLS)
  const weightOfSecond = toThePower(DATA_SYMBOLS + 1)
  const second = times(times(plain, weightOfFirst) ^ weighted, inverse(weightOfFirst ^ weightOfSecond))
  return [...data, plain ^ second, second]
}

function checks(symbols: readonly number[]): boolean {
  return symbols.reduce((sum, symbol) => sum ^ symbol, 0) === 0 && weightedSum(symbols) === 0
}

function weightedSum(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol, position) => sum ^ times(symbol, toThePower(position)), 0)
}

/** In a field of 32 elements x to the power of 30 is one over x. */
function inverse(element: number): number {
  return Array.from({ length: 30 }).reduce<number>((product) => times(product, element), 1)
}
