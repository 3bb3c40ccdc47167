import { setTimeout as pause } from 'node:timers/promises'
import { type Behaviour, noRates, type Rates } from './behaviour.js'
import type { FleetMember } from './claims.js'
import { Connector, type Transport } from './connector.js'
import { DeviceDoor } from './device-door.js'
import { newDeviceKey } from './device-key.js'
import { type DeviceMemory, freshMemory } from './device-memory.js'
import { FleetStore } from './fleet-store.js'
import { LicenseKeys } from './license-keys.js'
import { PretendDevice } from './pretend-device.js'
import { randomFrom, seedFor } from './random.js'
import { Transcript, type TranscriptEntry } from './transcript.js'

export type FleetOptions = {
  /** Maestro's public origin. */
  readonly server: string
  readonly members: readonly FleetMember[]
  readonly transport?: Transport
  /** Instead of the address that enrolment names, for a broker that is reached in another way. */
  readonly brokerUrl?: string
  /** Folder for what the devices keep through a restart; without one they forget. */
  readonly stateFolder?: string
  readonly seed?: number
  readonly rates?: Partial<Rates>
  readonly applyDelayMs?: readonly [number, number]
  /** Seconds that a device without a connection waits at most before it tries again; default: what the protocol allows. */
  readonly patienceSeconds?: number
  /** How many devices begin to connect in a second. */
  readonly startsPerSecond?: number
  /** Address of this machine that all connections come from. */
  readonly sourceAddress?: string
  readonly transcriptFile?: string
  /** Holds the transcript in memory for `fleet.transcript`. */
  readonly keepTranscript?: boolean
  readonly log?: (sentence: string) => void
}

/** A fleet that runs. */
export type Fleet = {
  readonly devices: readonly PretendDevice[]
  /** By serial number; throws for one that is not in the fleet. */
  device(serial: string): PretendDevice
  setBehaviour(behaviour: Behaviour): void
  online(): number
  readonly transcript: readonly TranscriptEntry[]
  stop(): Promise<void>
}

const minute = 60_000
const slice = 1000
/** Connections that one source address can have to one port. */
const portsPerAddress = 20_000

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const store = new FleetStore(options.stateFolder)
  await store.load()
  const transcript = new Transcript(options.transcriptFile, options.keepTranscript ?? false)
  const devices = makeDevices(options, store, transcript)
  const bySerial = new Map(devices.map((device) => [device.serial, device]))
  const stopping = new AbortController()
  const started = startSpread(devices, options.startsPerSecond ?? 200, stopping.signal)
  const timer = everyMinuteInTurn(devices)
  return {
    devices,
    device: (serial) => {
      const device = bySerial.get(serial)
      if (!device) throw new Error(`The fleet has no device ${serial}.`)
      return device
    },
    setBehaviour: (behaviour) => {
      for (const device of devices) device.setBehaviour(behaviour)
    },
    online: () => devices.reduce((count, device) => count + (device.isOnline ? 1 : 0), 0),
    transcript: transcript.entries,
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await started
      await Promise.all(devices.map((device) => device.stop()))
      await store.close()
      await transcript.close()
    },
  }
}

function makeDevices(options: FleetOptions, store: FleetStore, transcript: Transcript): PretendDevice[] {
  const { server, transport = 'tcp', brokerUrl, log = () => {} } = options
  const connector = new Connector({ door: new DeviceDoor(server), transport, brokerUrl })
  const shared = {
    connector,
    licenseKeys: new LicenseKeys(server),
    transcript,
    log,
    rates: { ...noRates, ...options.rates },
    applyDelayMs: options.applyDelayMs ?? ([200, 800] as const),
    patienceSeconds: options.patienceSeconds,
    onChange: () => store.touch(),
  }
  return options.members.map((member, index) => {
    const { serial, claimCode, behaviour } = member
    const memory = store.memories.get(serial) ?? firstMemory(member)
    store.memories.set(serial, memory)
    const random = randomFrom(seedFor(options.seed ?? 1, serial))
    const localAddress = options.sourceAddress ?? sourceAddress(server, index)
    return new PretendDevice({ ...shared, memory, claimCode, behaviour, random, localAddress })
  })
}

function firstMemory({ serial, model, enrolled }: FleetMember): DeviceMemory {
  const memory = freshMemory(serial, model, enrolled?.key ?? newDeviceKey())
  return enrolled ? { ...memory, place: enrolled.place } : memory
}

function sourceAddress(server: string, index: number): string | undefined {
  const isLocal = /^https?:\/\/127\.0\.0\.1(:|\/|$)/.test(server)
  return isLocal && index >= portsPerAddress ? `127.0.0.${2 + Math.floor(index / portsPerAddress)}` : undefined
}

async function startSpread(devices: readonly PretendDevice[], perSecond: number, signal: AbortSignal): Promise<void> {
  const every = 50
  const batch = Math.max(1, Math.round((perSecond * every) / 1000))
  for (let first = 0; first < devices.length && !signal.aborted; first += batch) {
    for (const device of devices.slice(first, first + batch)) device.start()
    await pause(every)
  }
}

/** One timer for the whole fleet: each device has its second of the minute. */
function everyMinuteInTurn(devices: readonly PretendDevice[]): NodeJS.Timeout {
  const turns = minute / slice
  let turn = 0
  return setInterval(() => {
    for (let index = turn; index < devices.length; index += turns) void devices[index]?.everyMinute().catch(() => {})
    turn = (turn + 1) % turns
  }, slice)
}
