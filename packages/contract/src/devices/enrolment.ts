import { parseClaimCode } from '@maestro/domain'
import { z } from 'zod'
import { deviceId, tenantId } from './topics.js'

const label = z
  .string()
  .max(64)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must be 1 to 64 characters on one line')
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')

/** A claim code as it was typed: capitals or not, with or without hyphens. */
export const claimCode = z
  .string()
  .max(32)
  .refine((typed) => parseClaimCode(typed).ok, 'must be the ten characters of a claim code')

/** A public key on P-256 as a JSON Web Key (RFC 7517). */
export const publicKey = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })
export type PublicKey = z.infer<typeof publicKey>

/**
 * `POST /device/v1/enrol`. `signature` is ECDSA with SHA-256 over `enrolmentText`, in DER, base64: what
 * `openssl dgst -sha256 -sign device.key` makes. `nonce` is random and new for every request.
 */
export const enrolmentRequest = z.object({
  claimCode,
  publicKey,
  model: label,
  serial: label,
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 characters of base64url'),
  signature: z.base64().max(128),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>

/** The text a device signs to show that it holds the private key: seven lines, no line feed at the end, the code as sent. */
export function enrolmentText(request: Omit<EnrolmentRequest, 'signature'>): string {
  const { claimCode: code, model, serial, nonce, publicKey: key } = request
  return ['maestro-enrol-v1', code, model, serial, nonce, key.x, key.y].join('\n')
}

/** Where the device belongs now and whom it talks to. `issuer` is the audience of its token requests. */
export const enrolmentResponse = z.object({
  deviceId,
  tenant: tenantId,
  brokerUrls: z.array(z.url()).min(1),
  issuer: z.url(),
})
export type EnrolmentResponse = z.infer<typeof enrolmentResponse>
