import { inGroupsOf, normalizeCrockford, symbolsFromBytes, symbolsOf, textOf } from '../crockford.js'
import { type Decision, refuse } from '../decision.js'

export const CLAIM_CODE_LENGTH = 10
/** Bytes of randomness `formatClaimCode` needs. */
export const CLAIM_CODE_BYTES = 7
export const CLAIM_CODE_HOURS = 24

/** A new claim code from random bytes, normalized: ten capital characters. Show it with {@link showClaimCode}. */
export function formatClaimCode(randomBytes: Uint8Array): string {
  return textOf(symbolsFromBytes(randomBytes, CLAIM_CODE_LENGTH))
}

/** `7Q4KM0Z3N8` → `7Q4KM-0Z3N8`. */
export function showClaimCode(code: string): string {
  return inGroupsOf(5, code)
}

/** Accepts any case, with or without separators, O for 0 and I or L for 1. */
export function parseClaimCode(text: string): Decision<'claim-code.mistyped', { readonly code: string }> {
  const code = normalizeCrockford(text)
  if (code.length !== CLAIM_CODE_LENGTH || symbolsOf(code) === null) return refuse('claim-code.mistyped')
  return { ok: true, code }
}
