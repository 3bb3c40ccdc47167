import type { OfficeHours, PeripheralCounts } from '@maestro/domain'

export type DemoDevice = {
  readonly name: string
  readonly model: string
  readonly serial: string
  readonly behaviour?: 'normal' | 'refuses' | 'silent' | 'visits' | 'drifts'
  readonly features?: readonly string[]
  readonly registration?: {
    readonly mode: 'business' | 'enterprise' | 'direct' | 'sip' | 'h323'
    readonly target?: string
    readonly address?: string
  }
  /** For devices that are only recorded. */
  readonly firmware?: string
  readonly vendor?: string
}

export type DemoRoom = {
  readonly name: string
  readonly place: readonly string[]
  readonly type: 'focus' | 'huddle' | 'conference' | 'boardroom'
  readonly seats: number
  readonly expected?: PeripheralCounts
  readonly officeHours?: readonly OfficeHours[]
  readonly devices: readonly DemoDevice[]
}

const business = { mode: 'business', target: 'StarLeaf cloud' } as const
const enterprise = { mode: 'enterprise', target: 'sip.nordwind.example' } as const
const floor2 = ['Hamburg', 'Speicherhaus', 'Floor 2'] as const
const floor4 = ['Hamburg', 'Speicherhaus', 'Floor 4'] as const
const berlin = ['Berlin', 'Spreebogen', 'Floor 1'] as const

const officeHours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: day === 5 ? '16:00' : '18:00' }))

/** The rooms of the demo's customer: enough to show every state that a device can be in. */
export const nordwindRooms: readonly DemoRoom[] = [
  {
    name: 'Huddle Elbe',
    place: floor2,
    type: 'huddle',
    seats: 5,
    expected: { display: 2, camera: 1, 'touch-panel': 1 },
    devices: [{ name: 'Huddle Elbe', model: 'gtm-5140', serial: 'SL5140-00271', registration: business }],
  },
  {
    name: 'Huddle Bille',
    place: floor2,
    type: 'huddle',
    seats: 4,
    expected: { camera: 1, 'touch-panel': 1, 'content-dongle': 1 },
    devices: [{ name: 'Huddle Bille', model: 'gtm-5140', serial: 'SL5140-00272', registration: business }],
  },
  {
    name: 'Huddle Wandse',
    place: floor2,
    type: 'huddle',
    seats: 4,
    devices: [
      {
        name: 'Huddle Wandse',
        model: 'gtm-5140',
        serial: 'SL5140-00273',
        behaviour: 'refuses',
        features: ['dual-screen'],
        registration: business,
      },
    ],
  },
  {
    name: 'Huddle Alster',
    place: floor2,
    type: 'huddle',
    seats: 5,
    devices: [
      {
        name: 'Huddle Alster',
        model: 'gtm-5140',
        serial: 'SL5140-00274',
        behaviour: 'silent',
        registration: enterprise,
      },
    ],
  },
  {
    name: 'Focus Pinnau',
    place: floor2,
    type: 'focus',
    seats: 2,
    devices: [{ name: 'Focus Pinnau', model: 'gt-mini', serial: 'SL3330-00118', registration: business }],
  },
  {
    name: 'Board Alster',
    place: floor4,
    type: 'boardroom',
    seats: 18,
    officeHours,
    expected: { display: 2, camera: 1 },
    devices: [
      {
        name: 'Board Alster',
        model: 'gtm-5250',
        serial: 'SL5250-00041',
        features: ['dual-screen', 'hdmi-inputs', 'api'],
        registration: enterprise,
      },
    ],
  },
  {
    name: 'Workshop',
    place: floor4,
    type: 'conference',
    seats: 14,
    officeHours,
    devices: [
      {
        name: 'Workshop',
        model: 'gtm-5250',
        serial: 'SL5250-00042',
        features: ['hdmi-inputs'],
        registration: enterprise,
      },
    ],
  },
  {
    name: 'Conference Dock',
    place: floor4,
    type: 'conference',
    seats: 10,
    officeHours,
    devices: [
      {
        name: 'Conference Dock',
        model: 'gtm-5250',
        serial: 'SL5250-00043',
        features: ['dual-screen'],
        registration: enterprise,
      },
    ],
  },
  {
    name: 'Lobby',
    place: ['Hamburg', 'Speicherhaus', 'Ground floor'],
    type: 'huddle',
    seats: 6,
    devices: [
      {
        name: 'Lobby',
        model: 'h323-system',
        vendor: 'Polycom',
        serial: '82110A1C4F',
        firmware: '3.1.14',
        registration: { mode: 'h323', target: 'gatekeeper.nordwind.example', address: '10.20.0.17' },
      },
    ],
  },
  {
    name: 'Training A',
    place: berlin,
    type: 'conference',
    seats: 12,
    devices: [
      {
        name: 'Training A',
        model: 'gtm-5250',
        serial: 'SL5250-00051',
        behaviour: 'visits',
        features: ['api'],
        registration: business,
      },
    ],
  },
  {
    name: 'Training B',
    place: berlin,
    type: 'conference',
    seats: 12,
    devices: [{ name: 'Training B', model: 'gtm-5250', serial: 'SL5250-00052', registration: business }],
  },
  {
    name: 'Huddle Panke',
    place: berlin,
    type: 'huddle',
    seats: 4,
    devices: [{ name: 'Huddle Panke', model: 'gtm-5140', serial: 'SL5140-00291', registration: business }],
  },
  {
    name: 'Huddle Dahme',
    place: berlin,
    type: 'huddle',
    seats: 4,
    devices: [
      {
        name: 'Huddle Dahme',
        model: 'gtm-5140',
        serial: 'SL5140-00292',
        behaviour: 'drifts',
        registration: business,
      },
    ],
  },
  {
    name: 'Reception',
    place: berlin,
    type: 'focus',
    seats: 2,
    devices: [
      {
        name: 'Reception phone',
        model: 'phone-2105',
        serial: 'SLP2105-7731',
        firmware: '4.4.23',
        registration: business,
      },
      {
        name: 'Front desk app',
        model: 'starleaf-app',
        serial: 'APP-FRONTDESK',
        firmware: '4.11.2',
        registration: enterprise,
      },
    ],
  },
]

/** Rooms for the partner's other customers: something to see, not something to do. */
export function smallOffice(city: string, prefix: string, rooms: number): readonly DemoRoom[] {
  return Array.from({ length: rooms }, (_, index) => ({
    name: `${city} ${index + 1}`,
    place: [city, 'Floor 1'],
    type: 'huddle' as const,
    seats: 4,
    devices: [
      {
        name: `${city} ${index + 1}`,
        model: index % 3 === 2 ? 'gtm-5250' : 'gtm-5140',
        serial: `${prefix}-${String(index + 1).padStart(5, '0')}`,
        registration: business,
      },
    ],
  }))
}
