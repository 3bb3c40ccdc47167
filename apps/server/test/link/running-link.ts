import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import {
  type EnrolmentRequest,
  type EnrolmentResponse,
  enrolmentText,
  type PublicKey,
  type TokenResponse,
} from '@maestro/contract/devices'
import { lookupHash } from '@maestro/database'
import { freshDatabase } from '@maestro/testkit'
import { SignJWT } from 'jose'
import pg from 'pg'
import type { LinkHandover } from '../../src/device-link/handover.js'
import { claimCodeHash } from '../../src/enrollment/claim-code.js'
import { createLink } from '../../src/link-application.js'
import { openProcess } from '../../src/platform/process.js'
import { readSettings } from '../../src/platform/settings.js'

export type HandedOver = { kind: keyof LinkHandover; organizationId: string; deviceIds: string[] }

/** What the link handed over, in order, and nothing done with it. */
export function notingHandover(): { handover: LinkHandover; notes: HandedOver[] } {
  const notes: HandedOver[] = []
  const note =
    (kind: keyof LinkHandover) => async (organizationId: string, ids: readonly (string | { deviceId: string })[]) => {
      notes.push({ kind, organizationId, deviceIds: ids.map((id) => (typeof id === 'string' ? id : id.deviceId)) })
    }
  return {
    notes,
    handover: {
      acknowledge: note('acknowledge'),
      sent: note('sent'),
      reported: note('reported'),
      licensed: (organizationId, deviceId) => note('licensed')(organizationId, [deviceId]),
      changed: note('changed'),
    },
  }
}

export type RunningLinkProcess = Awaited<ReturnType<typeof runLink>>
export type TestDatabase = Awaited<ReturnType<typeof freshDatabase>>

/** A link process on free ports, on a database of its own unless one is given. */
export async function runLink(more: { database?: TestDatabase; environment?: Record<string, string> } = {}) {
  const database = more.database ?? (await freshDatabase())
  const settings = readSettings({
    DATABASE_URL: database.ownerUrl,
    MAESTRO_KEYS: database.keys,
    MAESTRO_URL: 'http://localhost:8300',
    LOG_LEVEL: globalThis.process.env['MAESTRO_TEST_LOG'] ?? 'silent',
    ...more.environment,
  })
  const anyPort = { ...settings, environment: { ...settings.environment, MAESTRO_MQTT_PORT: 0 } }
  const process = openProcess('link', anyPort)
  const { handover, notes } = notingHandover()
  const application = await createLink(process.platform, handover)
  await application.http.listen(0, '127.0.0.1')
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const { port } = application.http.getHttpServer().address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    mqttUrl: `mqtt://127.0.0.1:${application.link.mqttPort}`,
    webSocketUrl: `${url.replace('http', 'ws')}/mqtt`,
    platform: process.platform,
    database,
    link: application.link,
    owner,
    notes,
    close: async () => {
      await application.close()
      await process.close()
      await owner.end()
      if (!more.database) await database.drop()
    },
  }
}

export type StagedDevice = {
  organizationId: string
  deviceId: string
  serial: string
  model: string
  claimCode: string
}

/** A device that waits for its first contact, with its claim code. */
export async function stageDevice(
  owner: pg.Client,
  database: TestDatabase,
  organizationId: string,
): Promise<StagedDevice> {
  const deviceId = crypto.randomUUID()
  const serial = `GT${randomBytes(4).toString('hex').toUpperCase()}`
  const claimCode = [...randomBytes(10)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('')
  const hash = claimCodeHash((purpose, secret) => lookupHash(database.ring, purpose, secret), claimCode)
  await owner.query(
    `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management) VALUES ($1, $2, 'StarLeaf', $3, 'gtm-5140', $3, 'linked')`,
    [deviceId, organizationId, serial],
  )
  await owner.query(
    `INSERT INTO claim_codes (id, organization_id, device_id, hash, created_by, expires_at) VALUES ($1, $2, $3, $4, 'test', now() + interval '1 day')`,
    [crypto.randomUUID(), organizationId, deviceId, hash],
  )
  return { organizationId, deviceId, serial, model: 'gtm-5140', claimCode }
}

export async function newOrganization(owner: pg.Client): Promise<string> {
  const id = crypto.randomUUID()
  await owner.query(`INSERT INTO organizations (id, kind, name, slug) VALUES ($1, 'customer', $2, $2)`, [
    id,
    `org-${id}`,
  ])
  return id
}

export async function release(
  owner: pg.Client,
  device: StagedDevice,
  version: number,
  document: object,
): Promise<void> {
  await owner.query(
    `INSERT INTO released_configurations (device_id, organization_id, version, document, hash) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (device_id) DO UPDATE SET version = excluded.version, document = excluded.document, hash = excluded.hash`,
    [
      device.deviceId,
      device.organizationId,
      version,
      document,
      createHash('sha256').update(JSON.stringify(document)).digest('hex'),
    ],
  )
}

export function newKey(): { privateKey: KeyObject; publicKey: PublicKey } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
  return { privateKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } }
}

export function enrolmentOf(
  device: StagedDevice,
  key = newKey(),
  changes: Partial<EnrolmentRequest> = {},
): EnrolmentRequest {
  const { claimCode, model, serial } = device
  const request = {
    claimCode,
    model,
    serial,
    nonce: randomBytes(16).toString('base64url'),
    publicKey: key.publicKey,
    ...changes,
  }
  return {
    ...request,
    signature:
      changes.signature ?? sign('sha256', Buffer.from(enrolmentText(request)), key.privateKey).toString('base64'),
  }
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

export type AssertionChanges = { audience?: string; issuedAt?: number; jti?: string }

export function assertionOf(deviceId: string, privateKey: KeyObject, changes: AssertionChanges = {}): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject(deviceId)
    .setAudience(changes.audience ?? 'http://localhost:8300')
    .setIssuedAt(changes.issuedAt ?? Math.floor(Date.now() / 1000))
    .setJti(changes.jti ?? crypto.randomUUID())
    .sign(privateKey)
}

export type EnrolledDevice = StagedDevice & { privateKey: KeyObject; token: string }

/** A device that is enrolled and holds a token. */
export async function enrol(
  running: Pick<RunningLinkProcess, 'url' | 'owner' | 'database'>,
  organizationId: string,
): Promise<EnrolledDevice> {
  const device = await stageDevice(running.owner, running.database, organizationId)
  const key = newKey()
  const answer = (await (
    await post(`${running.url}/device/v1/enrol`, enrolmentOf(device, key))
  ).json()) as EnrolmentResponse
  const assertion = await assertionOf(answer.deviceId, key.privateKey)
  const { token } = (await (await post(`${running.url}/device/v1/token`, { assertion })).json()) as TokenResponse
  return { ...device, privateKey: key.privateKey, token }
}
