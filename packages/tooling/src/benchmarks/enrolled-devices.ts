import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { RIGHTS } from '@maestro/domain'
import pg from 'pg'

export interface DeviceKey {
  readonly x: string
  readonly y: string
  readonly d: string
}

/** A device that has enrolled: what it would have kept of it. */
export interface EnrolledDevice {
  readonly id: string
  readonly organizationId: string
  readonly serial: string
  readonly key: DeviceKey
}

export const modelOfFleet = 'gtm-5250'

function newKey(): DeviceKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  return { x, y, d }
}

function credentialOf({ key: { x, y } }: EnrolledDevice) {
  const publicKey = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })
  return { publicKey, thumbprint: createHash('sha256').update(publicKey).digest('base64url') }
}

async function insert(client: pg.Client, organizations: readonly string[], devices: readonly EnrolledDevice[]) {
  await client.query(
    `INSERT INTO organizations (id, kind, name, slug)
       SELECT id, 'customer', 'Customer ' || n, 'customer-' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n)`,
    [organizations],
  )
  const ids = devices.map(({ id }) => id)
  const owners = devices.map(({ organizationId }) => organizationId)
  await client.query(
    `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management, state)
       SELECT id, owner, 'StarLeaf', serial, $4, serial, 'linked', 'active'
       FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS d (id, owner, serial)`,
    [ids, owners, devices.map(({ serial }) => serial), modelOfFleet],
  )
  const credentials = devices.map(credentialOf)
  await client.query(
    `INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint)
       SELECT gen_random_uuid(), owner, id, key::jsonb, print
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS c (id, owner, key, print)`,
    [ids, owners, credentials.map((one) => one.publicKey), credentials.map((one) => one.thumbprint)],
  )
}

/**
 * Devices that have enrolled, spread evenly over organizations. Their keys are written to the database directly:
 * enrolling them through the door would take longer than what is measured. Tokens are issued as to any device.
 */
export async function seedEnrolledDevices(
  url: string,
  count: number,
  organizations: number,
): Promise<readonly EnrolledDevice[]> {
  const owners = Array.from({ length: organizations }, () => randomUUID())
  const devices = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    organizationId: owners[index % owners.length] ?? '',
    serial: `BENCH-${String(index + 1).padStart(6, '0')}`,
    key: newKey(),
  }))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await insert(client, owners, devices)
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
  return devices
}

/** API tokens of an organization, which may do everything; several, because each has a budget of requests. */
export async function issueApiTokens(url: string, organizationId: string, count: number): Promise<readonly string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString('base64url'))
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('base64url'))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO api_tokens (id, organization_id, name, prefix, hash, scopes, created_by, created_by_name)
       SELECT gen_random_uuid(), $1, 'benchmark', 'bench', hash, $3, 'system:benchmark', 'Benchmark' FROM unnest($2::text[]) AS hash`,
    [organizationId, hashes, RIGHTS],
  )
  await client.end()
  return tokens
}
