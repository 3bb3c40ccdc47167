import { z } from 'zod'

/** Crockford's base 32: no I, L, O or U, so that a code can be read from a screen and typed. */
export const claimCodeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const claimCodeLength = 10

/** What a person typed, as it was issued: upper case, without hyphens and blanks, I and L as 1, O as 0. */
export function normalizeClaimCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
}

/** A claim code as it was typed; what is looked up is its normal form. */
export const claimCode = z
  .string()
  .max(32)
  .refine(
    (typed) => /^[0-9A-HJKMNP-TV-Z]{10}$/.test(normalizeClaimCode(typed)),
    'must be the ten characters of a claim code',
  )
