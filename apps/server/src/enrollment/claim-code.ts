import { parseClaimCode } from '@maestro/domain'

/** Keyed hash of a secret for looking it up; the same purpose gives the same hash on every process. */
export type LookupHash = (purpose: string, secret: string) => string

/** What is stored of a claim code. Undefined for text that cannot be one. */
export function claimCodeHash(hash: LookupHash, typed: string): string | undefined {
  const decision = parseClaimCode(typed)
  return decision.ok ? hash('claim-code', decision.code) : undefined
}
