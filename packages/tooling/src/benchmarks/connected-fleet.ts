import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endGroup } from '../process/end-group.js'
import { identityOf, isRunning } from '../process/identity.js'
import { inRepository } from '../repository.js'
import { testEnvironment } from '../testing/run-program.js'
import { type EnrolledDevice, modelOfFleet } from './enrolled-devices.js'

export interface ConnectedFleet {
  /** Where the files of the fleet go. */
  readonly folder: string
  readonly name: string
  /** The public origin. */
  readonly server: string
  /** Where the devices find the broker. */
  readonly broker: string
  readonly devices: readonly EnrolledDevice[]
  /** Devices that begin to connect in a second. */
  readonly connectRate: number
  readonly callRate?: number
  /** The file that what the devices receive and do is added to, as JSON lines. */
  readonly transcript?: string
}

/** Open files are limited to 20,000 a process, and each process asks for few tokens at once. */
const devicesPerProcess = 5_000
const leaveWithParent = new URL('../process/leave-with-parent.js', import.meta.url).href

export interface PretendProcesses {
  /** Everything is gone at once, without a word. */
  cut(): Promise<void>
  /** The file that the devices' complaints go to. */
  readonly log: string
}

let started = 0

/** Starts pretend devices that have enrolled already, in as many processes and from as many addresses as they need. */
export function startConnectedFleet(fleet: ConnectedFleet): PretendProcesses {
  const log = join(fleet.folder, `${fleet.name}.log`)
  const output = openSync(log, 'a')
  const processes: { identity: ReturnType<typeof identityOf>; ended: Promise<unknown> }[] = []
  const parts = Math.ceil(fleet.devices.length / devicesPerProcess)
  const size = Math.ceil(fleet.devices.length / parts)
  for (let part = 0; part < parts; part++) {
    const devices = fleet.devices.slice(part * size, (part + 1) * size)
    const child = spawn(process.execPath, argumentsOf(fleet, part, parts, devices), {
      env: testEnvironment({ MAESTRO_SUPERVISOR: String(process.pid) }),
      detached: true,
      stdio: ['ignore', 'ignore', output, 'ipc'],
    })
    if (child.pid === undefined) throw new Error('The pretend devices could not be started.')
    processes.push({ identity: identityOf(child.pid), ended: once(child, 'exit') })
  }
  return {
    log,
    cut: async () => {
      for (const { identity, ended } of processes) {
        await endGroup(identity, 0)
        if (isRunning(identity)) await ended
      }
    },
  }
}

function argumentsOf(fleet: ConnectedFleet, part: number, parts: number, devices: readonly EnrolledDevice[]): string[] {
  const { server, broker, folder, name, connectRate, callRate = 0 } = fleet
  const file = join(folder, `${name}-${part}.json`)
  writeFileSync(file, JSON.stringify(devices.map((device) => memberOf(device, fleet))))
  const where = ['--server', server, '--broker', broker, '--source', `127.0.0.${2 + (started++ % 250)}`]
  const how = ['--apply-delay', '0..20', '--call-rate', String(callRate), '--seed', String(part + 1)]
  const pace = ['--connect-rate', String(Math.ceil(connectRate / parts))]
  return [
    '--import',
    leaveWithParent,
    inRepository('apps/simulator/dist/main.js'),
    '--fleet',
    file,
    ...where,
    ...how,
    ...pace,
    ...(fleet.transcript ? ['--transcript', fleet.transcript] : []),
  ]
}

function memberOf({ id, organizationId, serial, key }: EnrolledDevice, { server, broker }: ConnectedFleet) {
  const place = { deviceId: id, tenant: organizationId, brokerUrls: [broker], issuer: server }
  return { serial, model: modelOfFleet, behaviour: 'normal', enrolled: { key, place } }
}
