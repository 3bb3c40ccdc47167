import { z } from 'zod'
import { text } from './json.js'

/** Where the public keys of licence files are, on the public origin: a JSON Web Key Set (RFC 7517), cacheable. */
export const licenseKeysPath = '/.well-known/license-keys.json'

/** A licence file: a compact JWS (RFC 7515) with `EdDSA` on Ed25519 (RFC 8037). */
export const licenseText = text(16_384)

export const licenseHeader = z.looseObject({
  alg: z.literal('EdDSA'),
  typ: z.literal('maestro-license+jwt'),
  /** Thumbprint of the public key (RFC 7638). */
  kid: text(128),
  /** Whoever reads a file knows no extensions that must be understood. */
  crit: z.never().optional(),
})

const seconds = z.int().nonnegative()

/** What a licence file says. Times are Unix time in seconds; `until` includes the grace, null is for ever. */
export const licensePayload = z.looseObject({
  iss: text(512),
  sub: z.uuid(),
  serial: text(128),
  vendor: text(128).optional(),
  issue: z.int().positive().max(2_000_000_000),
  iat: seconds,
  features: z.array(z.looseObject({ key: text(128), from: seconds.nullable(), until: seconds.nullable() })).max(256),
})

export const licenseKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
  kid: text(128),
})
export const licenseKeySet = z.looseObject({ keys: z.array(licenseKey) })
export type LicenseKeySet = z.infer<typeof licenseKeySet>

/** What a device says of the licence file it holds. */
export const reportedLicense = z.looseObject({
  issue: z.int().positive().max(1_000_000_000),
  /** Those it may use now. */
  features: z.array(text(128)).max(256),
  keyId: text(128).nullish(),
})
export type ReportedLicense = z.infer<typeof reportedLicense>

/** `path` of an apply error that is about the licence file, and the codes it has. */
export const licenseErrorPath = '/license'
export const licenseErrorCodes = {
  'unknown-key': 'license-unknown-key',
  forged: 'license-forged',
  foreign: 'license-foreign',
  superseded: 'license-superseded',
  'not-yet-valid': 'license-not-yet-valid',
  expired: 'license-expired',
} as const
