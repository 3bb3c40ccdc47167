import { z } from 'zod'
import { route } from '../route.js'
import { deviceParams } from './devices.js'
import { id, instant, organizationParams, pageOf, pageQuery } from './primitives.js'

/** The signed document that a device keeps and checks offline. */
export const licenseFile = z
  .object({
    deviceId: id,
    /** Grows with every file of the device. */
    issue: z.int(),
    keyId: z.string(),
    /** Compact JWS; its public keys are at `/.well-known/license-keys.json`. */
    file: z.string(),
    features: z.array(
      z.object({
        featureKey: z.string(),
        from: instant.nullable(),
        /** Grace included; null: for ever. */
        until: instant.nullable(),
      }),
    ),
    expiresAt: instant.nullable(),
    issuedAt: instant,
    /** When the device said that it holds it. */
    confirmedAt: instant.nullable(),
  })
  .meta({ id: 'LicenseFile' })
export type LicenseFile = z.infer<typeof licenseFile>

/** What licence files are signed with, called by its thumbprint (RFC 7638). */
export const licenseSigningKey = z
  .object({
    id: z.string(),
    state: z.enum(['current', 'retired']),
    createdAt: instant,
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'LicenseSigningKey' })
export type LicenseSigningKey = z.infer<typeof licenseSigningKey>

const ofDevice = '/organizations/{organizationId}/devices/{deviceId}'
const signingKeys = '/organizations/{organizationId}/license-signing-keys'

export const licenseFileRoutes = {
  newest: route({
    method: 'GET',
    path: `${ofDevice}/license-file`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'The newest licence file of a device',
    params: deviceParams,
    response: licenseFile,
  }),
  ofDevice: route({
    method: 'GET',
    path: `${ofDevice}/license-files`,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'All licence files that a device was given, the newest first',
    params: deviceParams,
    query: z.object(pageQuery),
    response: pageOf(licenseFile, 'LicenseFilePage'),
  }),
  signingKeys: route({
    method: 'GET',
    path: signingKeys,
    access: 'licenses.view',
    tag: 'Licences',
    summary: 'The keys that licence files are signed with (the operator)',
    params: organizationParams,
    response: z.object({ items: z.array(licenseSigningKey) }).meta({ id: 'LicenseSigningKeys' }),
  }),
  rotateSigningKey: route({
    method: 'POST',
    path: signingKeys,
    access: 'licenses.manage',
    tag: 'Licences',
    summary: 'Sign with a new key from now on; files of former keys stay valid (the operator)',
    params: organizationParams,
    response: licenseSigningKey,
    status: 201,
  }),
}
