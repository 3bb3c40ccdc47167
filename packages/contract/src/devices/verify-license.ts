import { judgeLicense, type LicenseJudge, type LicensePayload, type LicenseVerdict } from '@maestro/domain'
import { type LicenseKeySet, licenseHeader, licensePayload } from './license.js'

/** What a file is worth. Without a payload where nobody can vouch for what it says. */
export type VerifiedLicense = {
  readonly verdict: LicenseVerdict
  readonly keyId: string | null
  readonly payload: LicensePayload | null
}

/** What to judge a file by; `at` may depend on what the file says, and is asked only when the signature is good. */
export type LicenseQuestion = Omit<LicenseJudge, 'at'> & { readonly at: (payload: LicensePayload) => Date }

/**
 * Verifies a licence file with nothing but published keys: key, signature, serial, issue number, time, in this order.
 * Never throws; what cannot be read at all is forged.
 */
export async function verifyLicense(
  file: string,
  { keys }: LicenseKeySet,
  question: LicenseQuestion,
): Promise<VerifiedLicense> {
  const [header = '', body = '', signature = '', ...more] = file.trim().split('.')
  const read = licenseHeader.safeParse(jsonOf(header))
  if (!read.success || more.length > 0) return { verdict: 'forged', keyId: null, payload: null }
  const keyId = read.data.kid
  const key = keys.find(({ kid }) => kid === keyId)
  if (!key) return { verdict: 'unknown-key', keyId, payload: null }
  const payload = (await isSigned(key, `${header}.${body}`, signature)) ? licensePayload.safeParse(jsonOf(body)) : null
  if (!payload?.success) return { verdict: 'forged', keyId, payload: null }
  const verdict = judgeLicense(payload.data, { ...question, at: question.at(payload.data) })
  return { verdict, keyId, payload: payload.data }
}

async function isSigned(key: LicenseKeySet['keys'][number], signed: string, signature: string): Promise<boolean> {
  const { kty, crv, x } = key
  try {
    const imported = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', imported, bytesOf(signature), new TextEncoder().encode(signed))
  } catch {
    // A point that is not on the curve, or a signature that is not base64url.
    return false
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]+$/.test(base64url)) throw new Error('This is not base64url.')
  const binary = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function jsonOf(base64url: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(base64url)))
  } catch {
    return undefined
  }
}
