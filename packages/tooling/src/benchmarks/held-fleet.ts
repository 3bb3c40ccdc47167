import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { roundsFor } from './benchmark.js'
import { startConnectedFleet } from './connected-fleet.js'
import type { EnrolledDevice } from './enrolled-devices.js'
import { quantile } from './figure.js'
import { HandlingClock } from './handling-clock.js'
import { residentBytes } from './link-memory.js'
import { ProbeDevice } from './probe-device.js'
import type { RunningServer } from './server-under-test.js'

const probes = 20
const readings = 5
const connectRate = 400
const callsPerMinute = 0.02
const patienceMs = 600_000

export type Transport = 'tcp' | 'ws'

/** One link process and the devices that it is to hold. */
export interface Held {
  readonly server: RunningServer
  readonly devices: readonly EnrolledDevice[]
}

export interface Bench {
  readonly owner: pg.Client
  readonly folder: string
  readonly say: (sentence: string) => void
}

/** Of all link processes together, by reading. */
export interface HeldMeasured {
  /** Growth of the resident memory for each device. */
  readonly bytes: readonly number[]
  /** Milliseconds in which 95 % of the reports were handled. */
  readonly handling: readonly number[]
}

const brokerOf = (server: RunningServer, transport: Transport) =>
  transport === 'tcp' ? server.mqttUrl : server.webSocketUrl

/** Resolves when so many devices are online in the database, and throws when that takes far too long. */
export async function untilOnline({ owner, say }: Bench, wanted: number): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const { rows } = await owner.query(`SELECT count(*)::int AS n FROM devices WHERE connection = 'online'`)
    if (rows[0].n === wanted) return
    if (Date.now() > deadline) throw new Error(`${rows[0].n} devices are online instead of ${wanted}.`)
    if (wanted > 1000) say(`${rows[0].n} devices online, ${wanted} wanted`)
    await sleep(wanted > 1000 ? 5000 : 100)
  }
}

function startFleets(links: readonly Held[], transport: Transport, folder: string) {
  const tokens = links[0]?.server.url ?? ''
  return links.map(({ server, devices }, index) =>
    startConnectedFleet({
      folder,
      name: `${transport}-${index}`,
      server: tokens,
      broker: brokerOf(server, transport),
      devices: devices.slice(probes),
      connectRate: connectRate / links.length,
      callRate: callsPerMinute,
    }),
  )
}

function startProbes(links: readonly Held[], transport: Transport): Promise<ProbeDevice[]> {
  const tokens = links[0]?.server.url ?? ''
  const asked = links.flatMap(({ server, devices }) =>
    devices.slice(0, probes).map((device) => ProbeDevice.connect(device, tokens, brokerOf(server, transport))),
  )
  return Promise.all(asked)
}

/**
 * Connects the devices, holds them for more than a minute, in which each of them reports, and reads memory and
 * handling meanwhile. A few of every hundred begin or end a call in a minute, which is written down; the other reports
 * are measurements. Twenty on each link do nothing but report changes that are timed. In the end all have left.
 */
export async function holdFleet(bench: Bench, links: readonly Held[], transport: Transport): Promise<HeldMeasured> {
  const total = links.reduce((sum, { devices }) => sum + devices.length, 0)
  const resident = () => links.reduce((sum, { server }) => sum + residentBytes(server.processOf('link')), 0)
  const empty = resident()
  const fleets = startFleets(links, transport, bench.folder)
  const timed = await startProbes(links, transport)
  const clock = new HandlingClock(bench.owner, timed)
  const bytes: number[] = []
  const handling: number[] = []
  try {
    await untilOnline(bench, total)
    for (let reading = 0; reading < roundsFor(total, readings); reading++) {
      const taken = await clock.run(total > 1000 ? 14_000 : 1000)
      bytes.push((resident() - empty) / total)
      handling.push(quantile(taken, 0.95))
    }
    await untilOnline(bench, total)
  } finally {
    await Promise.all(timed.map((probe) => probe.leave()))
    await Promise.all(fleets.map((fleet) => fleet.cut()))
  }
  await untilOnline(bench, 0)
  return { bytes, handling }
}
