import { createPublicKey, verify } from 'node:crypto'
import { type EnrolmentRequest, type EnrolmentResponse, enrolmentText } from '@maestro/contract/devices'
import { normalizeSerial } from '@maestro/domain'
import { calculateJwkThumbprint } from 'jose'
import { v7 as uuid } from 'uuid'
import { DeviceRefusal } from '../device-link/device-problem.js'
import { claimCodeHash, type LookupHash } from './claim-code.js'
import {
  type Claim,
  type ClaimedDevice,
  type Database,
  findClaim,
  inEnrollment,
  isEnrolledWith,
  loadClaimedDevice,
  saveEnrolment,
} from './enrollment.store.js'

export type EnrolmentParts = {
  readonly database: Database
  readonly lookupHash: LookupHash
  readonly issuer: string
  readonly brokerUrls: readonly string[]
}

/**
 * Gives the device of a claim code its key. The same request again, within the life of the code, gets the same
 * answer, so that a device that lost the answer is not locked out.
 */
export async function enrolDevice(parts: EnrolmentParts, request: EnrolmentRequest): Promise<EnrolmentResponse> {
  if (!isSignedByKey(request)) throw new DeviceRefusal('enrolment.signature-invalid')
  const hash = claimCodeHash(parts.lookupHash, request.claimCode)
  const claim = hash && (await findClaim(parts.database, hash))
  if (!claim) throw new DeviceRefusal('enrolment.code-unknown')
  const thumbprint = await calculateJwkThumbprint(request.publicKey)
  await inEnrollment(parts.database, claim.tenant, async (transaction) => {
    const device = await loadClaimedDevice(transaction, claim)
    if (!device || hasEnded(device)) throw new DeviceRefusal('enrolment.code-unknown')
    if (!isFor(device, request)) throw new DeviceRefusal('enrolment.device-differs')
    if (device.usedAt) {
      if (await isEnrolledWith(transaction, claim.device, thumbprint)) return
      throw new DeviceRefusal('enrolment.code-unknown')
    }
    await saveEnrolment(transaction, claim, { id: uuid(), publicKey: request.publicKey, thumbprint })
  }).catch(explain)
  return answer(parts, claim)
}

function answer({ issuer, brokerUrls }: EnrolmentParts, claim: Claim): EnrolmentResponse {
  return { deviceId: claim.device, tenant: claim.tenant, brokerUrls: [...brokerUrls], issuer }
}

function isSignedByKey(request: EnrolmentRequest): boolean {
  const signature = Buffer.from(request.signature, 'base64')
  try {
    const key = createPublicKey({ key: request.publicKey, format: 'jwk' })
    return verify('sha256', Buffer.from(enrolmentText(request)), key, signature)
  } catch {
    // A point that is not on the curve.
    return false
  }
}

function hasEnded(device: ClaimedDevice): boolean {
  return device.state === 'retired' || device.expiresAt <= new Date()
}

function isFor(device: ClaimedDevice, request: EnrolmentRequest): boolean {
  const serial = normalizeSerial(request.serial)
  return serial.ok && serial.serial === device.serial && request.model === device.modelKey
}

const uniqueViolation = '23505'

function explain(error: unknown): never {
  if ((error as { code?: string }).code === uniqueViolation) throw new DeviceRefusal('enrolment.key-in-use')
  throw error
}
