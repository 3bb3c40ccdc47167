import { type LicenseKeySet, licenseKeySet, licenseKeysPath } from '@maestro/contract/devices'

const askAgainMs = 5000
const patienceMs = 10_000

/** The keys that Maestro publishes, asked for once for all devices of a fleet, and again when a file names another. */
export class LicenseKeys {
  readonly #url: string
  #known: LicenseKeySet = { keys: [] }
  #askedAt = 0
  #askedFor: string | undefined
  #asking: Promise<void> | undefined

  constructor(server: string) {
    this.#url = `${server.replace(/\/$/, '')}${licenseKeysPath}`
  }

  /** What is known, with the key of that name if Maestro can be asked and has one. */
  async with(keyId: string | undefined): Promise<LicenseKeySet> {
    if (this.#known.keys.some(({ kid }) => kid === keyId)) return this.#known
    const isNews = keyId !== this.#askedFor || Date.now() - this.#askedAt > askAgainMs
    this.#askedFor = keyId
    if (isNews || this.#asking) await this.#ask()
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
      const response = await fetch(this.#url, {
        headers: { 'cache-control': 'no-cache' },
        signal: AbortSignal.timeout(patienceMs),
      })
      if (response.ok) this.#known = licenseKeySet.parse(await response.json())
      this.#askedAt = Date.now()
    } catch {
      // The next file asks again.
    }
  }
}
