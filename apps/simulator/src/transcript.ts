import { createWriteStream, type WriteStream } from 'node:fs'
import type { DownlinkMessage } from '@maestro/contract/devices'

/** One thing a device was told or did with it, in order. `at` in milliseconds since 1970. */
export type TranscriptEntry = {
  readonly at: number
  readonly serial: string
  readonly event: 'received' | 'ignored' | 'applied' | 'partial' | 'failed' | 'unanswered'
  readonly kind: DownlinkMessage['kind']
  readonly version?: number
  readonly message?: unknown
}

/** What every device received, in order: the judge of whether a push did what it promised. */
export class Transcript {
  readonly entries: TranscriptEntry[] = []
  readonly #file: WriteStream | undefined
  readonly #keep: boolean

  /** @param file JSON lines are written there; `keep` holds them in memory too */
  constructor(file: string | undefined, keep: boolean) {
    this.#file = file ? createWriteStream(file, { flags: 'a' }) : undefined
    this.#keep = keep
  }

  note(entry: Omit<TranscriptEntry, 'at'>): void {
    if (!this.#file && !this.#keep) return
    const whole = { at: Date.now(), ...entry }
    if (this.#keep) this.entries.push(whole)
    this.#file?.write(`${JSON.stringify(whole)}\n`)
  }

  close(): Promise<void> {
    const file = this.#file
    return file ? new Promise((resolve) => file.end(resolve)) : Promise.resolve()
  }
}
