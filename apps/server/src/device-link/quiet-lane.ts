import type { Json, Telemetry } from '@maestro/contract/devices'
import type { FastifyBaseLogger } from 'fastify'
import type { LinkHandover } from './handover.js'
import { type SignOfLife, saveSignsOfLife } from './quiet-lane.store.js'
import type { Database } from './standing.store.js'
import { stubbornly } from './stubborn.js'

type Parts = { readonly database: Database; readonly handover: LinkHandover; readonly log: FastifyBaseLogger }

const pauseMs = 5000
/** A pure sign of life is written again only after this long, so that a quiet fleet costs next to nothing. */
const freshMs = 30_000

/**
 * What has time: when a device was last heard of, and its newest measurements. Gathered for some seconds and written
 * in one statement per organization.
 */
export class QuietLane {
  readonly #parts: Parts
  readonly #signs = new Map<string, Map<string, SignOfLife>>()
  readonly #written = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  alive(organizationId: string, deviceId: string, at: Date): void {
    if (at.getTime() - (this.#written.get(deviceId) ?? 0) < freshMs) return
    this.#add(organizationId, { deviceId, at, telemetry: null })
  }

  /** The other lane has just written the device, its time included. */
  wrote(deviceId: string, at: Date): void {
    this.#written.set(deviceId, at.getTime())
  }

  measured(organizationId: string, deviceId: string, telemetry: Telemetry, at: Date): void {
    this.#add(organizationId, { deviceId, at, telemetry: newestOf(telemetry) })
  }

  async drain(): Promise<void> {
    this.#start()
    await this.#writing
  }

  #add(organizationId: string, sign: SignOfLife): void {
    const signs = this.#signs.get(organizationId) ?? new Map<string, SignOfLife>()
    this.#signs.set(organizationId, signs)
    const earlier = signs.get(sign.deviceId)?.telemetry
    signs.set(sign.deviceId, { ...sign, telemetry: merge(earlier ?? null, sign.telemetry) })
    this.#timer ??= setTimeout(() => this.#start(), pauseMs)
  }

  #start(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const all = [...this.#signs]
    this.#signs.clear()
    this.#writing = this.#writing.then(async () => {
      for (const [organizationId, signs] of all) await this.#write(organizationId, [...signs.values()])
    })
  }

  async #write(organizationId: string, signs: readonly SignOfLife[]): Promise<void> {
    const { handover, log } = this.#parts
    const back = await this.#save(organizationId, signs)
    const now = Date.now()
    for (const sign of signs) this.#written.set(sign.deviceId, now)
    if (back.length === 0) return
    try {
      await handover.changed(organizationId, back)
      await handover.acknowledge(organizationId, back)
    } catch (error) {
      log.error({ err: error, organizationId }, 'could not pass on who came back')
    }
  }

  /** One sign that the database refuses must not take its neighbours with it. */
  async #save(organizationId: string, signs: readonly SignOfLife[]): Promise<readonly string[]> {
    const { database, log } = this.#parts
    try {
      return await stubbornly(
        () => saveSignsOfLife(database, organizationId, signs),
        (error) => log.error({ err: error }, 'the database cannot be reached; signs of life wait'),
      )
    } catch (error) {
      const [sign] = signs
      if (signs.length > 1) {
        const back: string[] = []
        for (const one of signs) back.push(...(await this.#save(organizationId, [one])))
        return back
      }
      log.error(
        { err: error, organizationId, deviceId: sign?.deviceId },
        'dropped a sign of life that cannot be stored',
      )
      return []
    }
  }
}

function newestOf(telemetry: Telemetry): Json {
  const samples = Array.isArray(telemetry) ? telemetry : [telemetry]
  return Object.assign({}, ...samples.map((sample) => ({ ...sample.m, at: sample.at })))
}

function merge(earlier: Json, later: Json): Json {
  return earlier === null ? later : Object.assign({}, earlier, later)
}
