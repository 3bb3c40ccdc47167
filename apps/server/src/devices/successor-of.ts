import type { routes } from '@maestro/contract'
import { findModel, normalizeSerial } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { DeploymentsOfDevices } from '../deployments/deployments-of-devices.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { CreateDevice } from './create-device.js'
import { type DeviceRecord, loadDevice, lockDevices } from './devices.store.js'
import { notMovedAway } from './not-moved-away.queries.js'

type By = InputOf<typeof routes.deviceReplacements.preview>['body']['by']
type Pair = { readonly old: DeviceRecord; readonly next: DeviceRecord; readonly isNew: boolean }

/** Finds the device that takes another's place, or makes it; and refuses a pair that cannot be. */
@Injectable()
export class SuccessorOf {
  constructor(
    private readonly deployments: DeploymentsOfDevices,
    private readonly create: CreateDevice,
  ) {}

  /** Both locked until the transaction ends. */
  async hold(tx: Transaction, caller: Caller, deviceId: string, by: By): Promise<Pair> {
    const known = await this.known(tx, caller, deviceId, by)
    const ids = [deviceId, ...(known ? [known] : [])].sort()
    for (const id of ids) await this.deployments.hold(tx, id)
    await lockDevices(tx, ids)
    const old = await loadDevice(tx, deviceId)
    await assertStands(tx, old)
    if (known === old.id) throw new Refused('device.replaced-by-itself', { name: old.name })
    const next = await loadDevice(tx, known ?? (await this.make(tx, caller, old, by)))
    if (next.state === 'retired') throw new Refused('device.retired', { name: next.name })
    if (next.management !== old.management)
      throw new Refused('device.replacement-kind-differs', {
        name: old.name,
        management: old.management,
        model: findModel(next.modelKey)?.name ?? next.modelKey,
      })
    return { old, next, isNew: known === null }
  }

  /** A serial number that is here already means the device that has it. */
  private async known(tx: Transaction, { organizationId }: Caller, deviceId: string, by: By): Promise<string | null> {
    if ('deviceId' in by) {
      if (!(await tx.device.findFirst({ where: { organizationId, id: by.deviceId }, select: { id: true } })))
        throw notFound()
      return by.deviceId
    }
    const old = await tx.device.findFirst({ where: { organizationId, id: deviceId }, select: { vendor: true } })
    const serial = normalizeSerial(by.serial)
    if (!old || !serial.ok) return null
    const vendor = by.modelKey ? (findModel(by.modelKey)?.vendor ?? old.vendor) : old.vendor
    const where = { organizationId, vendor, serial: serial.serial, ...notMovedAway }
    return (await tx.device.findFirst({ where, select: { id: true } }))?.id ?? null
  }

  private async make(tx: Transaction, caller: Caller, old: DeviceRecord, by: By): Promise<string> {
    if ('deviceId' in by) throw new Error('A device that is here is not made.')
    const { serial, modelKey = old.modelKey, mac } = by
    return this.create.within(tx, caller, {
      modelKey,
      serial,
      name: old.name,
      mac,
      management: old.management === 'linked' ? 'linked' : 'recorded',
      ...(modelKey === old.modelKey ? { vendor: old.vendor } : {}),
    })
  }
}

async function assertStands(tx: Transaction, old: DeviceRecord): Promise<void> {
  if (old.replacedBy) {
    const by = await tx.device.findFirst({ where: { id: old.replacedBy }, select: { name: true, serial: true } })
    throw new Refused('device.already-replaced', { name: old.name, by: by ? `${by.name} (${by.serial})` : '' })
  }
  if (old.state === 'retired') throw new Refused('device.retired', { name: old.name })
}
