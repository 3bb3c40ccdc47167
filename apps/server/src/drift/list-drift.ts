import type { DriftedSetting, routes } from '@maestro/contract'
import type { SettingValue } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { ChangeOwnLayers } from '../configuration/change-own-layers.js'
import { shown } from '../configuration/secrets.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Platform } from '../platform/platform.js'
import { DriftQueries, type DriftRow, pageOfDrift } from './drift.queries.js'

/** A page of what drifted, and whether the device's own layer could take it. */
@Injectable()
export class ListDrift {
  constructor(
    private readonly platform: Platform,
    private readonly queries: DriftQueries,
    private readonly layers: ChangeOwnLayers,
  ) {}

  async run({ organizationId }: Caller, query: InputOf<typeof routes.drift.list>['query']) {
    const { rows, total, ...page } = await this.queries.list(organizationId, query)
    const forbidden = await this.forbidden(organizationId, rows)
    const show = (row: DriftRow) => showDrift(row, forbidden)
    return { ...pageOfDrift({ rows, ...page }, show), ...(total ? { total } : {}) }
  }

  /** Device and key of what may not be in the device's own layer. */
  private async forbidden(organizationId: string, rows: readonly DriftRow[]): Promise<ReadonlySet<string>> {
    const changes = new Map<string, Record<string, SettingValue>>()
    for (const { deviceId, key, reported } of rows) {
      if (reported !== null) changes.set(deviceId, { ...changes.get(deviceId), [key]: reported as SettingValue })
    }
    const wishes = [...changes].map(([deviceId, own]) => ({ deviceId, changes: own }))
    const outcomes = await this.layers.judge(this.platform.database.prisma, organizationId, wishes)
    return new Set([...outcomes].flatMap(([deviceId, { errors }]) => errors.map(({ key }) => `${deviceId} ${key}`)))
  }
}

function showDrift(row: DriftRow, forbidden: ReadonlySet<string>): DriftedSetting {
  return {
    device: { id: row.deviceId, name: row.deviceName, modelKey: row.modelKey },
    room: row.room,
    key: row.key,
    wanted: shown(row.wanted as SettingValue | null),
    reported: shown(row.reported as SettingValue | null),
    cause: row.cause as DriftedSetting['cause'],
    since: row.since.toISOString(),
    adoptable: row.reported !== null && !forbidden.has(`${row.deviceId} ${row.key}`),
  }
}
