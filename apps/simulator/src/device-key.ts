import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomBytes, sign } from 'node:crypto'
import { type EnrolmentRequest, enrolmentText } from '@maestro/contract/devices'
import { SignJWT } from 'jose'

/** A private key on P-256 as a JSON Web Key. */
export type DeviceKey = { readonly x: string; readonly y: string; readonly d: string }

export function newDeviceKey(): DeviceKey {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return { x, y, d }
}

function privateKeyOf(key: DeviceKey) {
  const jwk: JsonWebKey = { kty: 'EC', crv: 'P-256', ...key }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

export type Claim = { readonly serial: string; readonly model: string; readonly claimCode: string }

/** `POST /device/v1/enrol`, signed. */
export function enrolmentRequestOf({ serial, model, claimCode }: Claim, key: DeviceKey): EnrolmentRequest {
  const request = {
    claimCode,
    model,
    serial,
    nonce: randomBytes(16).toString('base64url'),
    publicKey: { kty: 'EC', crv: 'P-256', x: key.x, y: key.y } as const,
  }
  const signature = sign('sha256', Buffer.from(enrolmentText(request)), privateKeyOf(key)).toString('base64')
  return { ...request, signature }
}

/** What a device asks for a token with. */
export function assertionOf(deviceId: string, issuer: string, key: DeviceKey): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setSubject(deviceId)
    .setAudience(issuer)
    .setIssuedAt()
    .setJti(randomBytes(16).toString('base64url'))
    .sign(privateKeyOf(key))
}
