import { createPublicKey, verify } from 'node:crypto'
import { type EnrolmentRequest, type EnrolmentResponse, enrolmentText } from '@maestro/contract/devices'
import { normalizeSerial } from '@maestro/domain'
import { calculateJwkThumbprint } from 'jose'
import { v7 as uuid } from 'uuid'
import { type Audit, systemActor } from '../audit/audit.js'
import { DeviceRefusal } from '../device-link/device-problem.js'
import { claimCodeHash, type LookupHash } from './claim-code.js'
import {
  type Claim,
  type Database,
  findClaim,
  inEnrollment,
  isEnrolledWith,
  loadClaimedDevice,
  saveEnrolment,
  type Transaction,
} from './enrollment.store.js'

export type EnrolmentParts = {
  readonly database: Database
  readonly audit: Audit
  readonly lookupHash: LookupHash
  readonly issuer: string
  readonly brokerUrls: readonly string[]
  /** A device with licences has enrolled. What gets lost here is found by a sweep. */
  readonly licensed: (organizationId: string, deviceId: string) => Promise<void>
}

/** Where a request came from, for the audit. */
export type Origin = { readonly address: string; readonly requestId: string }

/**
 * Gives the device of a claim code its key. The same request again, within the life of the code, gets the same
 * answer, so that a device that lost the answer is not locked out.
 */
export async function enrolDevice(
  parts: EnrolmentParts,
  request: EnrolmentRequest,
  origin: Origin,
): Promise<EnrolmentResponse> {
  if (!isSignedByKey(request)) throw new DeviceRefusal('enrolment.signature-invalid')
  const hash = claimCodeHash(parts.lookupHash, request.claimCode)
  const claim = hash && (await findClaim(parts.database, hash))
  if (!claim) throw new DeviceRefusal('enrolment.code-unknown')
  const thumbprint = await calculateJwkThumbprint(request.publicKey)
  const licensed = await inEnrollment(parts.database, claim.tenant, (transaction) =>
    enrolOnce(transaction, parts.audit, { claim, request, thumbprint, origin }),
  ).catch(explain)
  if (licensed) await parts.licensed(claim.tenant, claim.device)
  const { issuer, brokerUrls } = parts
  return { deviceId: claim.device, tenant: claim.tenant, brokerUrls: [...brokerUrls], issuer }
}

type Enrolment = {
  readonly claim: Claim
  readonly request: EnrolmentRequest
  readonly thumbprint: string
  readonly origin: Origin
}

async function enrolOnce(transaction: Transaction, audit: Audit, enrolment: Enrolment): Promise<boolean> {
  const { claim, request, thumbprint, origin } = enrolment
  const device = await loadClaimedDevice(transaction, claim.claimId)
  if (!device || device.state === 'retired' || device.expiresAt <= new Date())
    throw new DeviceRefusal('enrolment.code-unknown')
  if (!isFor(device, request)) throw new DeviceRefusal('enrolment.device-differs')
  if (device.usedAt) {
    if (await isEnrolledWith(transaction, claim.device, thumbprint)) return false
    throw new DeviceRefusal('enrolment.code-unknown')
  }
  const licensed = await saveEnrolment(transaction, claim, { id: uuid(), publicKey: request.publicKey, thumbprint })
  await audit.record(transaction, claim.tenant, {
    ...systemActor('enrollment'),
    ...origin,
    action: 'device.enrolled',
    objectKind: 'device',
    objectId: claim.device,
    objectName: device.name,
    deviceId: claim.device,
    roomId: device.roomId,
    after: { serial: device.serial, modelKey: device.modelKey, keyThumbprint: thumbprint },
  })
  return licensed
}

function isSignedByKey(request: EnrolmentRequest): boolean {
  try {
    const key = createPublicKey({ key: request.publicKey, format: 'jwk' })
    return verify('sha256', Buffer.from(enrolmentText(request)), key, Buffer.from(request.signature, 'base64'))
  } catch {
    // A point that is not on the curve.
    return false
  }
}

function isFor(device: { readonly serial: string; readonly modelKey: string }, request: EnrolmentRequest): boolean {
  const serial = normalizeSerial(request.serial)
  return serial.ok && serial.serial === device.serial && request.model === device.modelKey
}

const uniqueViolation = /23505|unique constraint/i

function explain(error: unknown): never {
  if (error instanceof DeviceRefusal) throw error
  if (uniqueViolation.test(String((error as Error).message))) throw new DeviceRefusal('enrolment.key-in-use')
  throw error
}
