import { parseLicenseKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { lookupHash } from '../platform/keys.js'
import { Platform } from '../platform/platform.js'

export const GUESSES_OF_A_PERSON = 10
/** An office behind one address is many people. */
export const GUESSES_OF_AN_ADDRESS = 60
const WINDOW_SECONDS = 900

/**
 * Slows down guessing at licence keys: unknown ones are counted by person or token and by address, in the database, so that
 * all api processes count together. Known and mistyped keys count for nothing.
 */
@Injectable()
export class LicenseKeyGuesses {
  constructor(private readonly platform: Platform) {}

  /** `work` looks up a key that somebody typed, or refuses it as mistyped: that tells nothing, so nobody waits for it. */
  async during<T>(caller: Caller, typed: string, work: () => Promise<T>): Promise<T> {
    if (!parseLicenseKey(typed).ok) return work()
    const { keyRing } = this.platform.settings
    const who = [`by:${caller.actor}`, `from:${caller.address}`].map((one) => lookupHash(keyRing, 'license-guess', one))
    const most = [GUESSES_OF_A_PERSON, GUESSES_OF_AN_ADDRESS]
    this.refuse(await this.ask('SELECT system.wait_for_guess($1, $2) AS seconds', [who, most]))
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refused && error.code === 'license-key.unknown')
        this.refuse(await this.ask('SELECT system.count_guess($1, $2, $3) AS seconds', [who, most, WINDOW_SECONDS]))
      throw error
    }
  }

  private async ask(question: string, values: readonly unknown[]): Promise<number> {
    const { rows } = await this.platform.database.pool.query(question, values)
    return Number(rows[0]?.seconds ?? 0)
  }

  private refuse(seconds: number): void {
    if (seconds > 0) throw new Refused('license-key.too-many-guesses', { seconds })
  }
}
