import type { LicenseFile, LicenseSigningKey } from '@maestro/contract'
import type { LicenseKeySet } from '@maestro/contract/devices'
import type { SigningKeyRow } from './signing-keys.store.js'

type Row = {
  deviceId: string
  issue: number
  keyId: string
  file: string
  features: unknown
  expiresAt: Date | null
  issuedAt: Date
  confirmedAt: Date | null
}

export function showLicenseFile(row: Row): LicenseFile {
  const features = row.features as readonly { key: string; from: number | null; until: number | null }[]
  return {
    deviceId: row.deviceId,
    issue: row.issue,
    keyId: row.keyId,
    file: row.file,
    features: features.map(({ key, from, until }) => ({
      featureKey: key,
      from: instantOf(from),
      until: instantOf(until),
    })),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    issuedAt: row.issuedAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  }
}

export function showSigningKey(row: SigningKeyRow): LicenseSigningKey {
  return {
    id: row.id,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    retiredAt: row.retired_at?.toISOString() ?? null,
  }
}

/** As anybody may have them: whoever holds a file can check it (RFC 7517, RFC 8037). */
export function showKeySet(rows: readonly SigningKeyRow[]): LicenseKeySet {
  return { keys: rows.map(({ id, public_jwk }) => ({ ...public_jwk, kid: id, alg: 'EdDSA', use: 'sig' })) }
}

function instantOf(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString()
}
