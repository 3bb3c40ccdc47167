import {
  type DeviceAddress,
  downlinkKinds,
  downlinkTopic,
  everyUplink,
  limits,
  parseUplinkTopic,
} from '@maestro/contract/devices'

/** Who is on the other end of an MQTT connection. */
export type LinkIdentity =
  | { readonly kind: 'server' }
  | ({ readonly kind: 'device'; readonly expiresAt: number } & DeviceAddress)

type Publish = { readonly topic: string; readonly qos: number; readonly payload: string | Buffer }

const downlink = /^v1\/[a-z0-9-]{1,36}\/[a-z0-9-]{8,36}\/down\/[a-z]+$/
const closeOrder = /^v1\/[a-z0-9-]{1,36}\/([a-z0-9-]{8,36})\/link\/close$/

/** What the broker listens to itself: an order to end a device's connection, on whichever process holds it. */
export const everyCloseOrder = 'v1/+/+/link/close'

export function closeOrderTopic({ tenant, device }: DeviceAddress): string {
  return `v1/${tenant}/${device}/link/close`
}

export function deviceOfCloseOrder(topic: string): string | undefined {
  return closeOrder.exec(topic)?.[1]
}

/** A device writes below its own `up/`, QoS 0 or 1, at most 128 KB. Maestro writes `down/` and close orders. */
export function mayPublish(identity: LinkIdentity, packet: Publish): boolean {
  if (identity.kind === 'server') return downlink.test(packet.topic) || closeOrder.test(packet.topic)
  const topic = parseUplinkTopic(packet.topic)
  if (!topic || topic.tenant !== identity.tenant || topic.device !== identity.device) return false
  return packet.qos < 2 && packet.payload.length <= limits.payloadBytes
}

/** A device reads exactly its own two topics. Maestro reads every uplink, and one device's downlink for a long poll. */
export function maySubscribe(identity: LinkIdentity, topic: string): boolean {
  if (identity.kind === 'server') return topic === everyUplink || downlink.test(topic)
  return downlinkKinds.some((kind) => downlinkTopic(identity, kind) === topic)
}

/** Only presence is kept by the broker, as a hint for whoever subscribes next. */
export function mayRetain(topic: string): boolean {
  return parseUplinkTopic(topic)?.kind === 'presence'
}
