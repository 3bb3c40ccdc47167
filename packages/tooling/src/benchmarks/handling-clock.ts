import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { ProbeDevice } from './probe-device.js'

const pollMs = 5
const pauseMs = 1000

/**
 * Times how long a report is under way: from the moment a device publishes it until its row is committed and
 * another connection reads it. The row is looked for every few milliseconds, which counts as well.
 */
export class HandlingClock {
  readonly #waiting = new Map<string, { version: number; startedAt: number }>()
  readonly #taken: number[] = []

  constructor(
    private readonly reader: pg.Client,
    private readonly probes: readonly ProbeDevice[],
  ) {}

  /** Lets every probe report once a second, in turn. Answers how many milliseconds each report took. */
  async run(forMs: number): Promise<number[]> {
    const endsAt = performance.now() + forMs
    const reporting = Promise.all(this.probes.map((probe, index) => this.#repeat(probe, index, endsAt)))
    let done = false
    void reporting.finally(() => {
      done = true
    })
    while (!done) {
      await this.#look()
      await sleep(pollMs)
    }
    await reporting
    return this.#taken.splice(0)
  }

  async #repeat(probe: ProbeDevice, index: number, endsAt: number): Promise<void> {
    await sleep((pauseMs / this.probes.length) * index)
    while (performance.now() < endsAt) {
      const startedAt = performance.now()
      this.#waiting.set(probe.device.id, { version: probe.nextVersion, startedAt })
      await probe.report()
      while (this.#waiting.has(probe.device.id)) {
        if (performance.now() - startedAt > 30_000) throw new Error('A report was not written within 30 s.')
        await sleep(pollMs)
      }
      await sleep(Math.max(0, pauseMs - (performance.now() - startedAt)))
    }
  }

  async #look(): Promise<void> {
    const { rows } = await this.reader.query<{ id: string; version: string }>(
      'SELECT device_id AS id, reported_version AS version FROM device_statuses WHERE device_id = ANY ($1::uuid[])',
      [[...this.#waiting.keys()]],
    )
    const now = performance.now()
    for (const { id, version } of rows) {
      const wanted = this.#waiting.get(id)
      if (!wanted || Number(version) < wanted.version) continue
      this.#taken.push(now - wanted.startedAt)
      this.#waiting.delete(id)
    }
  }
}
