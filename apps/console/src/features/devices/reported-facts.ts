import type { Device } from '@maestro/contract'

type Loose = Readonly<Record<string, unknown>>
const record = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {})
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export interface FoundScreen {
  connector: string
  name: string | null
  size: string | null
}

export interface FoundPart {
  kind: string
  name: string | null
  connected: boolean
}

export interface ReportedFacts {
  address: string | null
  mac: string | null
  screens: readonly FoundScreen[]
  camera: FoundPart | null
  touchPanel: FoundPart | null
  peripherals: readonly FoundPart[]
}

const part = (kind: string, value: unknown): FoundPart | null => {
  if (typeof value !== 'object' || value === null) return null
  const read = record(value)
  return { kind, name: text(read['name']), connected: read['connected'] !== false }
}

function screen(value: unknown): FoundScreen {
  const read = record(value)
  const { width, height } = read
  return {
    connector: text(read['connector']) ?? '',
    name: text(read['name']),
    size: typeof width === 'number' && typeof height === 'number' ? `${width}×${height}` : null,
  }
}

/** What the reported document says about the parts of a room; anything a device writes there may be missing. */
export function reportedFacts(reported: Device['reported']): ReportedFacts {
  const network = record(reported['network'])
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  return {
    address: text(network['address']),
    mac: text(network['mac']),
    screens: list(reported['screens']).map(screen),
    camera: part('camera', reported['camera']),
    touchPanel: part('touch-panel', reported['touchPanel']),
    peripherals: list(reported['peripherals']).flatMap((one) => {
      const found = part(text(record(one)['kind']) ?? 'peripheral', one)
      return found ? [found] : []
    }),
  }
}

/** A setting's value as the device reported it, whether it wrote dotted keys or nested members. */
export function reportedSetting(reported: Device['reported'], key: string): unknown {
  const settings = record(reported['settings'])
  if (key in settings) return settings[key]
  return key.split('.').reduce<unknown>((inner, name) => record(inner)[name], settings)
}
