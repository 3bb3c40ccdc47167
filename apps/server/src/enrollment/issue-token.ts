import { createPublicKey } from 'node:crypto'
import { type AssertionClaims, assertionClaims, limits, type TokenResponse } from '@maestro/contract/devices'
import { decodeJwt, jwtVerify } from 'jose'
import { DeviceRefusal } from '../device-link/device-problem.js'
import type { DeviceTokens } from '../device-link/device-token.js'
import { type Database, findDeviceKey } from './enrollment.store.js'
import type { UsedAssertions } from './used-assertions.js'

export type TokenParts = {
  readonly database: Database
  readonly tokens: DeviceTokens
  readonly issuer: string
  readonly used: UsedAssertions
}

/** Seconds over which devices spread their return after a close that Maestro announced. */
const retryAfter = 30
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A token for one hour against the device's own signature. An assertion is good once. */
export async function issueToken(parts: TokenParts, assertion: string): Promise<TokenResponse> {
  const deviceId = claimedDevice(assertion)
  const device = deviceId && (await findDeviceKey(parts.database, deviceId))
  if (!device) throw new DeviceRefusal('token.assertion-invalid')
  const claims = await verified(assertion, createPublicKey({ key: device.publicKey, format: 'jwk' }), parts.issuer)
  if (!parts.used.first(`${claims.sub} ${claims.jti}`, Date.now())) throw new DeviceRefusal('token.assertion-used')
  return {
    token: await parts.tokens.issue({ tenant: device.tenant, device: claims.sub }),
    expiresIn: limits.tokenSeconds,
    renewIn: Math.floor(limits.tokenSeconds * limits.tokenRenewalShare),
    retryAfter,
  }
}

/** Whom the assertion speaks of; nothing of it is believed yet. */
export function claimedDevice(assertion: string): string | undefined {
  try {
    const { sub } = decodeJwt(assertion)
    return sub && uuidPattern.test(sub) ? sub : undefined
  } catch {
    return undefined
  }
}

async function verified(
  assertion: string,
  key: ReturnType<typeof createPublicKey>,
  audience: string,
): Promise<AssertionClaims> {
  try {
    const { payload } = await jwtVerify(assertion, key, {
      audience,
      algorithms: ['ES256'],
      clockTolerance: limits.clockSkewSeconds,
      maxTokenAge: limits.clockSkewSeconds,
    })
    return assertionClaims.parse(payload)
  } catch {
    throw new DeviceRefusal('token.assertion-invalid')
  }
}
