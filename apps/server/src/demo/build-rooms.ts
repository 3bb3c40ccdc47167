import type { Prisma } from '@maestro/database'
import { v7 as uuidv7 } from 'uuid'
import type { CreateDevice } from '../devices/create-device.js'
import type { IssueClaimCode } from '../devices/issue-claim-code.js'
import type { ActivateLicense } from '../licenses/activate-license.js'
import type { Platform } from '../platform/platform.js'
import { demoCaller } from './demo-caller.js'
import type { DemoDevice, DemoRoom } from './demo-fleet.js'

const KINDS = ['site', 'building', 'floor'] as const

/** What the pretend fleet needs to take its places. */
export type FleetMember = {
  readonly serial: string
  readonly model: string
  readonly claimCode: string
  readonly behaviour: string
}

export type DemoVerbs = {
  readonly createDevice: CreateDevice
  readonly issueClaimCode: IssueClaimCode
  readonly activateLicense: ActivateLicense
}

/** Makes places, rooms and devices in the organization at work; answers the devices that will enrol. */
export async function buildRooms(
  platform: Platform,
  verbs: DemoVerbs,
  organizationId: string,
  rooms: readonly DemoRoom[],
): Promise<FleetMember[]> {
  const { prisma } = platform.database
  const places = new Map<string, string>()
  const members: FleetMember[] = []
  for (const room of rooms) {
    const locationId = await placeFor(prisma, organizationId, places, room.place)
    const { id: roomId } = await prisma.room.create({
      data: {
        id: uuidv7(),
        organizationId,
        locationId,
        name: room.name,
        type: room.type,
        seats: room.seats,
        expected: (room.expected ?? {}) as Prisma.InputJsonObject,
        officeHours: (room.officeHours ?? []).map((hours) => ({ ...hours })),
      },
    })
    for (const device of room.devices) members.push(...(await buildDevice(verbs, organizationId, roomId, device)))
  }
  return members
}

async function placeFor(
  prisma: Prisma.TransactionClient,
  organizationId: string,
  places: Map<string, string>,
  path: readonly string[],
): Promise<string> {
  let parentId: string | null = null
  for (const [depth, name] of path.entries()) {
    const key = path.slice(0, depth + 1).join('/')
    const known = places.get(key)
    const kind = depth === path.length - 1 ? 'floor' : (KINDS[depth] ?? 'floor')
    const id: string =
      known ?? (await prisma.location.create({ data: { id: uuidv7(), organizationId, parentId, name, kind } })).id
    places.set(key, id)
    parentId = id
  }
  return parentId ?? ''
}

async function buildDevice(
  verbs: DemoVerbs,
  organizationId: string,
  roomId: string,
  device: DemoDevice,
): Promise<FleetMember[]> {
  const caller = demoCaller(organizationId)
  const id = await verbs.createDevice.run(caller, {
    modelKey: device.model,
    serial: device.serial,
    name: device.name,
    roomId,
    ...(device.vendor ? { vendor: device.vendor } : {}),
    ...(device.firmware ? { firmwareVersion: device.firmware, factsSource: 'Inventory of 2022' } : {}),
    ...(device.registration ? { registration: device.registration } : {}),
  })
  for (const featureKey of device.features ?? []) await verbs.activateLicense.run(caller, id, { featureKey })
  if (device.firmware) return []
  const { code } = await verbs.issueClaimCode.run(caller, id)
  return [{ serial: device.serial, model: device.model, claimCode: code, behaviour: device.behaviour ?? 'normal' }]
}
