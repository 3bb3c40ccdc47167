import { z } from 'zod'
import { type DeviceAddress, deviceId, downlinkTopic, tenantId } from './topics.js'

/**
 * `POST /device/v1/token`. `assertion` is a JWS in compact form (RFC 7515), ES256, signed by the device's key.
 */
export const tokenRequest = z.object({ assertion: z.string().min(1).max(4096) })
export type TokenRequest = z.infer<typeof tokenRequest>

/** Claims of the assertion: `sub` the device id, `aud` the issuer, `iat` now (Unix seconds), `jti` never used before. */
export const assertionClaims = z.object({
  sub: deviceId,
  aud: z.string(),
  iat: z.number(),
  jti: z.string().min(8).max(128),
})
export type AssertionClaims = z.infer<typeof assertionClaims>

/**
 * `expiresIn` and `renewIn` in seconds from now. After a close that Maestro announced, a device waits a random time
 * up to `retryAfter` seconds before it comes back.
 */
export const tokenResponse = z.object({
  token: z.string(),
  expiresIn: z.int().positive(),
  renewIn: z.int().positive(),
  retryAfter: z.int().nonnegative(),
})
export type TokenResponse = z.infer<typeof tokenResponse>

const rule = z.object({
  permission: z.enum(['allow', 'deny']),
  action: z.enum(['publish', 'subscribe', 'all']),
  topic: z.string(),
})
export type AccessRule = z.infer<typeof rule>

export const deviceAudience = 'maestro-device'

/** Claims of a device token, an ES256 JWT for one hour; any broker that reads an `acl` claim can enforce it. */
export const deviceClaims = z.object({
  iss: z.string(),
  sub: deviceId,
  username: deviceId,
  aud: z.literal(deviceAudience),
  tenant: tenantId,
  iat: z.int(),
  exp: z.int(),
  acl: z.array(rule),
})
export type DeviceClaims = z.infer<typeof deviceClaims>

/** What a device may do on any broker: write below its own `up/`, read its own two `down/` topics, nothing else. */
export function accessRules(address: DeviceAddress): AccessRule[] {
  return [
    { permission: 'allow', action: 'publish', topic: `v1/${address.tenant}/${address.device}/up/#` },
    { permission: 'allow', action: 'subscribe', topic: `eq ${downlinkTopic(address, 'desired')}` },
    { permission: 'allow', action: 'subscribe', topic: `eq ${downlinkTopic(address, 'cmd')}` },
    { permission: 'deny', action: 'all', topic: '#' },
  ]
}
