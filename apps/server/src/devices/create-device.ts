import type { createDevice } from '@maestro/contract'
import {
  type DeviceModel,
  decideRecordedMode,
  findModel,
  normalizeMac,
  normalizeSerial,
  type RegistrationMode,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { assertRoom, insertDevice, saveRegistration } from './devices.store.js'

type Input = z.output<typeof createDevice>

/** Adds a device: linked, then it waits for its claim; or recorded by hand, then what is known of it is kept with its source. */
@Injectable()
export class CreateDevice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, input: Input): Promise<string> {
    const id = await this.platform.transaction((tx) => this.within(tx, caller, input))
    this.platform.live.publish(caller.organizationId, 'device', [id])
    return id
  }

  /** As a part of something larger. */
  async within(
    tx: Transaction,
    caller: Caller,
    input: Input,
    more: { readonly licenseIssueFloor?: number } = {},
  ): Promise<string> {
    const device = { id: uuidv7(), ...this.decide(input), ...more, organizationId: caller.organizationId }
    await assertRoom(tx, input.roomId)
    await insertDevice(tx, device)
    if (input.registration) await saveRegistration(tx, registrationOf(device, input, input.registration))
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'device.created',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      after: { serial: device.serial, model: device.modelKey, management: device.management },
    })
    return device.id
  }

  private decide(input: Input) {
    const model = findModel(input.modelKey)
    if (!model) throw new Refused('device.unknown-model', { model: input.modelKey })
    const management = managementOf(model, input)
    const serial = normalizeSerial(input.serial)
    if (!serial.ok) throw new Refused('device.serial-invalid')
    if (input.registration) assertRegistration(model, input.registration.mode)
    return {
      modelKey: model.key,
      vendor: input.vendor ?? model.vendor,
      serial: serial.serial,
      name: input.name,
      mac: macOf(input.mac),
      assetTag: input.assetTag ?? null,
      roomId: input.roomId ?? null,
      management,
      ...(management === 'recorded' ? recordedFacts(input) : { state: 'staged', connection: 'never' }),
    }
  }
}

function recordedFacts(input: Input) {
  return {
    state: 'active',
    connection: 'recorded',
    firmwareVersion: input.firmwareVersion ?? null,
    factsSource: input.factsSource ?? 'by hand',
    factsAt: input.factsAt ?? new Date(),
  }
}

/** What a device has can be written down, but not what its model cannot do. */
export function assertRegistration(model: DeviceModel, mode: RegistrationMode): void {
  if (decideRecordedMode(model, mode).ok) return
  const possible = model.registrations.map((registration) => registration.mode)
  throw new Refused('registration.model-cannot', { model: model.name, mode, possible })
}

function managementOf(model: DeviceModel, input: Input): 'linked' | 'recorded' {
  const canBeLinked = model.management === 'linked'
  if (input.management === 'linked' && !canBeLinked) throw new Refused('device.cannot-be-linked', { model: model.name })
  return input.management ?? (canBeLinked ? 'linked' : 'recorded')
}

export function macOf(text: string | null | undefined): string | null {
  if (!text) return null
  const mac = normalizeMac(text)
  if (!mac.ok) throw new Refused('device.mac-invalid')
  return mac.mac
}

function registrationOf(
  device: { id: string; organizationId: string },
  input: Input,
  registration: NonNullable<Input['registration']>,
) {
  return {
    deviceId: device.id,
    organizationId: device.organizationId,
    mode: registration.mode,
    target: registration.target ?? null,
    address: registration.address ?? null,
    source: input.factsSource ?? 'by hand',
    ...(input.factsAt ? { recordedAt: input.factsAt } : {}),
  }
}
