import { z } from 'zod'

export const uplinkKinds = ['presence', 'hello', 'reported', 'telemetry', 'event', 'cmd'] as const
export const downlinkKinds = ['desired', 'cmd'] as const
export type UplinkKind = (typeof uplinkKinds)[number]
export type DownlinkKind = (typeof downlinkKinds)[number]

export const uplinkKind = z.enum(uplinkKinds)

/** Lower-case letters, digits and hyphens: dots would become levels in other brokers. */
export const deviceId = z.string().regex(/^[a-z0-9-]{8,36}$/)
export const tenantId = z.string().regex(/^[a-z0-9-]{1,36}$/)

export type DeviceAddress = { readonly tenant: string; readonly device: string }
export type UplinkTopic = DeviceAddress & { readonly kind: UplinkKind }

/** `v1/{tenant}/{device}/up/{kind}`, from the device to Maestro. */
export function uplinkTopic({ tenant, device }: DeviceAddress, kind: UplinkKind): string {
  return `v1/${tenant}/${device}/up/${kind}`
}

/** `v1/{tenant}/{device}/down/{kind}`, from Maestro to the device. */
export function downlinkTopic({ tenant, device }: DeviceAddress, kind: DownlinkKind): string {
  return `v1/${tenant}/${device}/down/${kind}`
}

/** What Maestro itself listens to. */
export const everyUplink = 'v1/+/+/up/#'

const uplinkPattern = /^v1\/([a-z0-9-]{1,36})\/([a-z0-9-]{8,36})\/up\/([a-z]+)$/

/** Undefined for anything that is not exactly one device's uplink topic. */
export function parseUplinkTopic(topic: string): UplinkTopic | undefined {
  const [, tenant, device, word] = uplinkPattern.exec(topic) ?? []
  const kind = uplinkKinds.find((known) => known === word)
  return tenant && device && kind ? { tenant, device, kind } : undefined
}
