import type { routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type DriftOfDevice, DriftQueries } from './drift.queries.js'
import { type DriftedDevice, loadDrifted } from './drifted-devices.queries.js'

export const DEVICES_AT_MOST = 10_000
export type DriftChoice = InputOf<typeof routes.drift.enforce>['body']

/** Which drifted settings somebody means: named one by one, or by a filter. */
@Injectable()
export class ChooseDrift {
  constructor(
    private readonly platform: Platform,
    private readonly queries: DriftQueries,
  ) {}

  async run(organizationId: string, choice: DriftChoice): Promise<DriftedDevice[]> {
    const items = 'items' in choice ? byDevice(choice.items) : await this.found(organizationId, choice.filter)
    if ('items' in choice) await this.assertThere(organizationId, items)
    const devices = await loadDrifted(this.platform.database.prisma, organizationId, items)
    if (devices.length === 0) throw new Refused('drift.nothing-differs')
    return devices
  }

  private async found(organizationId: string, filter: Parameters<DriftQueries['found']>[1]): Promise<DriftOfDevice[]> {
    const found = await this.queries.found(organizationId, filter, DEVICES_AT_MOST + 1)
    if (found.length > DEVICES_AT_MOST) throw new Refused('drift.too-many', { maximum: DEVICES_AT_MOST })
    return found
  }

  private async assertThere(organizationId: string, items: readonly DriftOfDevice[]): Promise<void> {
    const ids = items.map(({ deviceId }) => deviceId)
    const known = await this.platform.database.prisma.device.count({ where: { organizationId, id: { in: ids } } })
    if (known < ids.length) throw notFound()
  }
}

function byDevice(items: readonly { deviceId: string; keys: readonly string[] }[]): DriftOfDevice[] {
  const keys = new Map<string, Set<string>>()
  for (const { deviceId, keys: named } of items) {
    const known = keys.get(deviceId) ?? new Set()
    for (const key of named) known.add(key)
    keys.set(deviceId, known)
  }
  return [...keys].map(([deviceId, named]) => ({ deviceId, keys: [...named] }))
}
