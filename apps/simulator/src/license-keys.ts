import { type LicenseKeySet, licenseKeySet, licenseKeysPath } from '@maestro/contract/devices'

const askAgainMs = 5000
const patienceMs = 10_000

/** The keys that Maestro publishes, asked for once for all devices of a fleet, and again when a file names another. */
export class LicenseKeys {
  readonly #url: string
  #known: LicenseKeySet = { keys: [] }
  #askedAt = 0
  #asking: Promise<void> | undefined

  constructor(server: string) {
    this.#url = `${server.replace(/\/$/, '')}${licenseKeysPath}`
  }

  /** What is known, with the key of that name if Maestro can be asked and has one. */
  async with(keyId: string | undefined): Promise<LicenseKeySet> {
    const isKnown = this.#known.keys.some(({ kid }) => kid === keyId)
    if (!isKnown && (this.#asking || Date.now() - this.#askedAt > askAgainMs)) await this.#ask()
    return this.#known
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#fetch().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  /** Whoever cannot ask goes on with what he has. */
  async #fetch(): Promise<void> {
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(patienceMs) })
      if (response.ok) this.#known = licenseKeySet.parse(await response.json())
      this.#askedAt = Date.now()
    } catch {
      // The next file asks again.
    }
  }
}
