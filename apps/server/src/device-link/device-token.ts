import {
  accessRules,
  type DeviceAddress,
  type DeviceClaims,
  deviceAudience,
  deviceClaims,
  limits,
} from '@maestro/contract/devices'
import { jwtVerify, SignJWT } from 'jose'
import type { LinkKeys } from './link-keys.js'

export type DeviceTokens = {
  /** An ES256 JWT for one hour. */
  issue(address: DeviceAddress): Promise<string>
  /** The claims of a token of ours that is valid now; rejects for any other. */
  verify(token: string): Promise<DeviceClaims>
}

export function deviceTokens(keys: LinkKeys, issuer: string, lifeSeconds: number = limits.tokenSeconds): DeviceTokens {
  return {
    issue: (address) =>
      new SignJWT({ username: address.device, tenant: address.tenant, acl: accessRules(address) })
        .setProtectedHeader({ alg: 'ES256', kid: keys.keyId, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(address.device)
        .setAudience(deviceAudience)
        .setIssuedAt()
        .setExpirationTime(`${lifeSeconds} s`)
        .sign(keys.privateKey),
    verify: async (token) => {
      const { payload } = await jwtVerify(token, keys.publicKey, {
        issuer,
        audience: deviceAudience,
        algorithms: ['ES256'],
        requiredClaims: ['exp', 'iat', 'sub'],
      })
      return deviceClaims.parse(payload)
    },
  }
}
