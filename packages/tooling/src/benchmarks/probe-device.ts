import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { tokenResponse, type UplinkKind, uplinkTopic } from '@maestro/contract/devices'
import { connectAsync, type MqttClient } from 'mqtt'
import type { EnrolledDevice } from './enrolled-devices.js'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What a device asks for a token with: a JWT of its own (RFC 7519), signed ES256. */
function assertionOf({ id, key }: EnrolledDevice, audience: string): string {
  const issuedAt = Math.floor(Date.now() / 1000)
  const claims = { sub: id, aud: audience, iat: issuedAt, jti: randomUUID() }
  const text = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', ...key }, format: 'jwk' })
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

async function tokenFor(device: EnrolledDevice, server: string): Promise<string> {
  const response = await fetch(`${server}/device/v1/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ assertion: assertionOf(device, server) }),
  })
  if (!response.ok) throw new Error(`A device was refused a token: ${await response.text()}`)
  return tokenResponse.parse(await response.json()).token
}

/** One device whose every message is timed, among the many. */
export class ProbeDevice {
  readonly #sid = randomUUID()
  #version = 0

  private constructor(
    readonly device: EnrolledDevice,
    private readonly client: MqttClient,
  ) {}

  static async connect(device: EnrolledDevice, server: string, broker: string): Promise<ProbeDevice> {
    const password = await tokenFor(device, server)
    const client = await connectAsync(broker, { clientId: device.id, username: device.id, password, keepalive: 60 })
    const probe = new ProbeDevice(device, client)
    await probe.#say('presence', { online: true, sid: probe.#sid })
    await probe.#say('hello', { sid: probe.#sid, desiredVersion: 0, reportedVersion: 0 })
    return probe
  }

  /** The version that the next report has. */
  get nextVersion(): number {
    return this.#version + 1
  }

  /** Reports something new; resolves when the broker has taken it. */
  async report(): Promise<void> {
    const version = ++this.#version
    const patch = { network: { address: `10.0.0.${version % 250}` } }
    await this.#say('reported', { version, desiredVersion: 0, status: 'applied', patch })
  }

  async leave(): Promise<void> {
    await this.#say('presence', { online: false, sid: this.#sid })
    await this.client.endAsync()
  }

  async #say(kind: UplinkKind, message: object): Promise<void> {
    const topic = uplinkTopic({ tenant: this.device.organizationId, device: this.device.id }, kind)
    await this.client.publishAsync(topic, JSON.stringify(message), { qos: 1 })
  }
}
