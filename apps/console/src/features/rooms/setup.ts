import type { Device, Room } from '@maestro/contract'
import type { PeripheralKind } from '@maestro/domain'
import { reportedFacts, reportedSetting } from '@/features/devices/reported-facts'

export interface SetupPart {
  kind: 'camera' | 'touch-panel' | 'microphone' | 'speaker' | 'content-dongle' | 'peripheral'
  name: string | null
  missing: boolean
}

export interface SetupScreen {
  number: number
  size: string | null
  missing: boolean
  /** The second screen, in use because the feature is licensed. */
  dual: boolean
}

export interface Setup {
  known: boolean
  screens: readonly SetupScreen[]
  cameras: readonly SetupPart[]
  others: readonly SetupPart[]
}

const kindOf = (kind: string): SetupPart['kind'] => {
  const known = ['touch-panel', 'microphone', 'speaker', 'content-dongle', 'camera'] as const
  return known.find((one) => one === kind) ?? 'peripheral'
}

const gaps = (count: number, kind: SetupPart['kind']): SetupPart[] =>
  Array.from({ length: Math.max(0, count) }, () => ({ kind, name: null, missing: true }))

function screensOf(room: Room, facts: ReturnType<typeof reportedFacts>, dual: boolean): SetupScreen[] {
  const count = Math.max(room.expected.display ?? 0, facts.screens.length)
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    size: facts.screens[index]?.size ?? null,
    missing: facts.screens[index] === undefined,
    dual: index === 1 && dual,
  }))
}

/** What a room should have beside what its device found there. */
export function setupOf(room: Room, device: Device): Setup {
  const facts = reportedFacts(device.reported)
  const dual =
    device.features.includes('dual-screen') && reportedSetting(device.reported, 'display.monitors') === 'Dual'
  const listed = (kind: string) => facts.peripherals.some((part) => part.kind === kind)
  const named = [facts.camera, facts.touchPanel].filter((part) => part !== null).filter((part) => !listed(part.kind))
  const found = [...named, ...facts.peripherals]
    .filter((part) => part.kind !== 'display')
    .map((part) => ({ kind: kindOf(part.kind), name: part.name, missing: !part.connected }))
  const missing = (kind: SetupPart['kind'] & PeripheralKind) =>
    gaps((room.expected[kind] ?? 0) - found.filter((part) => part.kind === kind && !part.missing).length, kind)
  const present = found.filter((part) => !part.missing)
  return {
    known: Object.keys(device.reported).length > 0,
    screens: screensOf(room, facts, dual),
    cameras: [...present.filter((part) => part.kind === 'camera'), ...missing('camera')],
    others: [
      ...missing('touch-panel'),
      ...present.filter((part) => part.kind !== 'camera'),
      ...missing('microphone'),
      ...missing('speaker'),
      ...missing('content-dongle'),
    ],
  }
}
