import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

interface Line {
  readonly serial: string
  readonly event: string
  readonly version?: number
  readonly message?: { readonly state?: { readonly settings?: object } }
}

/** What one device received and did, as far as it matters for judging a push. */
interface Witness {
  newest: number
  /** The settings that came with the newest version. */
  settings: string
  applied: number
  /** How often it was given something older after something newer. */
  older: number
}

/** What the devices themselves wrote down. */
export class DeviceWitness {
  readonly #seen = new Map<string, Witness>()

  /** Reads a transcript: JSON lines as pretend devices write them. */
  static async read(file: string): Promise<DeviceWitness> {
    const witness = new DeviceWitness()
    for await (const line of createInterface({ input: createReadStream(file) })) {
      // The last line may be torn: it is still being written.
      if (line.endsWith('}')) witness.hear(JSON.parse(line) as Line)
    }
    return witness
  }

  hear({ serial, event, version = 0, message }: Line): void {
    const one = this.#seen.get(serial) ?? { newest: 0, settings: '', applied: 0, older: 0 }
    this.#seen.set(serial, one)
    if (event === 'applied') one.applied = version
    if (event !== 'received' || !message?.state) return
    if (version < one.newest) one.older += 1
    else Object.assign(one, { newest: version, settings: JSON.stringify(message.state.settings ?? {}) })
  }

  /** Devices that do not stand at the wish, and deliveries of something older after something newer. */
  judge(serials: readonly string[], wished: string): { notAtWish: number; older: number } {
    const at = (serial: string) => {
      const one = this.#seen.get(serial)
      return one !== undefined && one.applied === one.newest && one.settings.includes(wished)
    }
    const older = [...this.#seen.values()].reduce((sum, one) => sum + one.older, 0)
    return { notAtWish: serials.filter((serial) => !at(serial)).length, older }
  }
}
