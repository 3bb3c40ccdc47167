import type { JsonObject } from '@maestro/contract/devices'
import { between, type Random } from './random.js'

type Model = {
  readonly screens: number
  readonly camera: string
  readonly microphone: string
}

const models: Readonly<Record<string, Model>> = {
  'gtm-5140': { screens: 2, camera: 'Logitech BRIO', microphone: 'Jabra Speak 750' },
  'gtm-5250': { screens: 2, camera: 'Sony PTZ 12x', microphone: 'Shure MXA310' },
  'gt-mini': { screens: 1, camera: 'Built-in camera', microphone: 'Built-in microphone' },
}
const anyModel: Model = { screens: 1, camera: 'USB camera', microphone: 'USB microphone' }

export const firmware = '5.10.0'

/** What a room system says of itself, apart from its settings. */
export function roomSystem(model: string, serial: string, random: Random): JsonObject {
  const equipment = models[model] ?? anyModel
  return {
    model,
    serial,
    firmware,
    network: networkOf(random),
    screens: screensOf(equipment.screens, random),
    camera: { name: equipment.camera, connected: true },
    touchPanel: { name: 'StarLeaf Touch 2020', connected: true },
    peripherals: [
      { kind: 'camera', name: equipment.camera, connected: true },
      { kind: 'touch-panel', name: 'StarLeaf Touch 2020', connected: true },
      { kind: 'microphone', name: equipment.microphone, connected: true },
      { kind: 'speaker', name: equipment.microphone, connected: true },
    ],
    call: { state: 'idle' },
  }
}

function networkOf(random: Random): JsonObject {
  const byte = () => between(random, [1, 254])
  const pair = () => between(random, [0, 255]).toString(16).padStart(2, '0')
  return {
    address: `10.${byte()}.${byte()}.${byte()}`,
    mac: `00:1a:8c:${pair()}:${pair()}:${pair()}`,
    connection: 'wired',
  }
}

function screensOf(count: number, random: Random): JsonObject[] {
  const large = random() < 0.3
  return Array.from({ length: count }, (_, index) => ({
    connector: `HDMI ${index + 1}`,
    name: large ? 'Samsung QM75' : 'LG 55UH5',
    width: large ? 3840 : 1920,
    height: large ? 2160 : 1080,
  }))
}

/** What a room system measures. */
export function measurements(inCall: boolean, random: Random): Record<string, number> {
  return {
    cpu: between(random, inCall ? [35, 70] : [3, 15]),
    temperature: between(random, inCall ? [48, 60] : [38, 46]),
    peopleCount: inCall ? between(random, [1, 8]) : 0,
  }
}
