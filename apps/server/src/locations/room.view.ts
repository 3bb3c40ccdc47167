import type { Room } from '@maestro/contract'

export type RoomRow = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly seats: number | null
  readonly time_zone: string
  readonly language: string | null
  readonly location_id: string | null
  readonly expected: unknown
  readonly office_hours: unknown
  readonly version: number
  readonly created_at: Date
}
export type RoomDeviceRow = {
  readonly room_id: string | null
  readonly id: string
  readonly name: string
  readonly model_key: string
  readonly state: string
  readonly connection: string
  readonly in_call: boolean
  readonly attention: boolean
  readonly problems: string[]
}

export function showRoom(row: RoomRow, path: readonly string[], devices: readonly RoomDeviceRow[]): Room {
  return {
    id: row.id,
    name: row.name,
    type: row.type as Room['type'],
    seats: row.seats,
    timeZone: row.time_zone,
    language: row.language === 'de' || row.language === 'en' ? row.language : null,
    locationId: row.location_id,
    path: [...path],
    expected: row.expected as Room['expected'],
    officeHours: (row.office_hours ?? []) as Room['officeHours'],
    devices: devices.map((device) => ({
      id: device.id,
      name: device.name,
      modelKey: device.model_key,
      state: device.state,
      connection: device.connection,
      inCall: device.in_call,
      attention: device.attention,
      problems: device.problems,
    })),
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }
}
