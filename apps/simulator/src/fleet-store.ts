import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeviceMemory } from './device-memory.js'

const pauseMs = 1000

/** The memory of a whole fleet in one file, written at most once a second and never half. */
export class FleetStore {
  readonly memories = new Map<string, DeviceMemory>()
  readonly #folder: string | undefined
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  /** @param folder where `fleet.json` is kept; without one the fleet forgets */
  constructor(folder: string | undefined) {
    this.#folder = folder
  }

  async load(): Promise<void> {
    if (!this.#folder) return
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const text = await readFile(join(this.#folder, 'fleet.json'), 'utf8').catch(() => '[]')
    for (const memory of JSON.parse(text) as DeviceMemory[]) this.memories.set(memory.serial, memory)
  }

  /** Something in the memories has changed. */
  touch(): void {
    if (this.#folder) this.#timer ??= setTimeout(() => this.#write(), pauseMs)
  }

  async close(): Promise<void> {
    if (this.#timer) this.#write()
    await this.#writing
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#save())
  }

  async #save(): Promise<void> {
    if (!this.#folder) return
    const file = join(this.#folder, 'fleet.json')
    await writeFile(`${file}.new`, JSON.stringify([...this.memories.values()]), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
}
