import { readFile } from 'node:fs/promises'
import type { EnrolmentResponse } from '@maestro/contract/devices'
import { type Behaviour, isBehaviour } from './behaviour.js'
import type { DeviceKey } from './device-key.js'

/** What enrolment left with a device: its key, and where it belongs. */
export type Enrolled = { readonly key: DeviceKey; readonly place: EnrolmentResponse }

/** A device that a fleet is to have. Without a claim code it must have enrolled before. */
export type FleetMember = {
  readonly serial: string
  readonly model: string
  readonly claimCode?: string | undefined
  readonly behaviour: Behaviour
  /** What it brings along when it enrolled elsewhere. */
  readonly enrolled?: Enrolled | undefined
}

/** Reads a fleet: a JSON list, an object with `devices`, or JSON lines. Throws a sentence that names what is wrong. */
export async function readFleet(file: string): Promise<FleetMember[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no fleet file ${file}.`)
  })
  return itemsOf(text, file).map((item, index) => memberOf(item, `${file}, device ${index + 1}`))
}

function itemsOf(text: string, file: string): readonly unknown[] {
  try {
    const whole: unknown = JSON.parse(text)
    if (Array.isArray(whole)) return whole
    const { devices } = whole as { devices?: unknown }
    if (Array.isArray(devices)) return devices
    return [whole]
  } catch {
    return linesOf(text, file)
  }
}

function linesOf(text: string, file: string): readonly unknown[] {
  try {
    return text.split('\n').flatMap((line) => (line.trim() ? [JSON.parse(line)] : []))
  } catch {
    throw new Error(`${file} is neither JSON nor JSON lines.`)
  }
}

function memberOf(item: unknown, where: string): FleetMember {
  const { serial, model, claimCode, enrolled, behaviour = 'normal' } = item as Record<string, unknown>
  if (typeof serial !== 'string' || typeof model !== 'string')
    throw new Error(`${where}: "serial" and "model" are needed.`)
  if (!isBehaviour(behaviour)) throw new Error(`${where}: "${String(behaviour)}" is not a behaviour.`)
  return {
    serial,
    model,
    behaviour,
    claimCode: typeof claimCode === 'string' ? claimCode : undefined,
    enrolled: enrolled as Enrolled | undefined,
  }
}
