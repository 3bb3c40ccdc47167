import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import type { FleetMember } from '@maestro/simulator'
import { another } from '@maestro/testkit'
import type { Office } from './office.js'

export type EnrolledDevice = { readonly id: string; readonly serial: string; readonly member: FleetMember }

/** Devices that have enrolled already. Their keys are written to the database: a thousand at the door would take a minute. */
export async function enrolledDevices(office: Office, count: number, model = 'gtm-5140'): Promise<EnrolledDevice[]> {
  const { organizationId: tenant, processes } = office
  const brokerUrls = [`mqtt://127.0.0.1:${processes.environment['MAESTRO_MQTT_PORT']}`]
  const series = `MANY-${another()}`
  const made = Array.from({ length: count }, (_, index) => {
    const {
      x = '',
      y = '',
      d = '',
    } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'jwk',
    })
    const [id, serial] = [randomUUID(), `${series}-${String(index + 1).padStart(5, '0')}`]
    const place = { deviceId: id, tenant, brokerUrls, issuer: processes.environment['MAESTRO_URL'] ?? '' }
    const publicKey = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })
    const enrolled = { key: { x, y, d }, place }
    return { id, serial, publicKey, member: { serial, model, behaviour: 'normal', enrolled } as const }
  })
  await office.owner.query(
    `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management, state)
       SELECT id, $1, 'StarLeaf', serial, $4, serial, 'linked', 'active' FROM unnest($2::uuid[], $3::text[]) AS d (id, serial)`,
    [tenant, made.map(({ id }) => id), made.map(({ serial }) => serial), model],
  )
  await office.owner.query(
    `INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint)
       SELECT gen_random_uuid(), $1, id, key::jsonb, print FROM unnest($2::uuid[], $3::text[], $4::text[]) AS c (id, key, print)`,
    [tenant, made.map(({ id }) => id), made.map(({ publicKey }) => publicKey), made.map(thumbprintOf)],
  )
  return made
}

/** RFC 7638, over the members in their order. */
function thumbprintOf({ publicKey }: { readonly publicKey: string }): string {
  return createHash('sha256').update(publicKey).digest('base64url')
}
