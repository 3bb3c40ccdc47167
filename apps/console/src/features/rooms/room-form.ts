import type { Room } from '@maestro/contract'
import { PERIPHERAL_KINDS, type PeripheralKind } from '@maestro/domain'

export const roomTypes = ['focus', 'huddle', 'conference', 'boardroom'] as const

/** A room as the form holds it: texts, as they are typed. */
export interface RoomForm {
  name: string
  type: (typeof roomTypes)[number]
  seats: string
  timeZone: string
  locationId: string
  expected: Readonly<Record<PeripheralKind, string>>
  officeHours: Room['officeHours']
}

const digits = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
/** What a new room is expected to have, until somebody says otherwise. */
const usual: Partial<Record<PeripheralKind, number>> = { display: 1, camera: 1, 'touch-panel': 1 }
const count = (text: string) => (text.trim() === '' ? undefined : Number(text))

export function formOf(room: Room | null, timeZone: string): RoomForm {
  return {
    name: room?.name ?? '',
    type: room?.type ?? 'huddle',
    seats: digits(room?.seats),
    timeZone: room?.timeZone ?? timeZone,
    locationId: room?.locationId ?? '',
    expected: Object.fromEntries(
      PERIPHERAL_KINDS.map((kind) => [kind, digits(room ? room.expected[kind] : usual[kind])]),
    ) as RoomForm['expected'],
    officeHours: room?.officeHours ?? [],
  }
}

export function bodyOf(form: RoomForm) {
  return {
    name: form.name.trim(),
    type: form.type,
    seats: count(form.seats) ?? null,
    timeZone: form.timeZone.trim(),
    locationId: form.locationId || null,
    expected: Object.fromEntries(
      PERIPHERAL_KINDS.map((kind) => [kind, count(form.expected[kind]) ?? 0] as const).filter(([, value]) => value > 0),
    ) as Room['expected'],
    officeHours: form.officeHours,
  }
}
