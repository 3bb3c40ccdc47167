import { createHash, randomUUID } from 'node:crypto'
import type { TenantPool } from '@maestro/database'

const FREE_GUESSES = 5
const LONGEST_WAIT_SECONDS = 900
const FORGOTTEN_AFTER_MILLISECONDS = 3_600_000

/**
 * Slows down guessing at one account, from whatever address: after five failures each further one doubles the pause,
 * up to 15 minutes; an hour of quiet forgets them. Kept in the database, so that several processes count together.
 */
export class GuessThrottle {
  constructor(private readonly pool: TenantPool) {}

  async secondsToWait(account: string): Promise<number> {
    const { rows } = await this.pool.query('SELECT count, "lastRequest" FROM auth."rateLimit" WHERE key = $1', [
      keyOf(account),
    ])
    const row = rows[0] as { count: number; lastRequest: number } | undefined
    if (!row || row.count < FREE_GUESSES) return 0
    const pause = Math.min(2 ** (row.count - FREE_GUESSES), LONGEST_WAIT_SECONDS)
    return Math.max(0, Math.ceil(pause - (Date.now() - row.lastRequest) / 1000))
  }

  async count(account: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO auth."rateLimit" AS r (id, key, count, "lastRequest") VALUES ($1, $2, 1, $3)
       ON CONFLICT (key) DO UPDATE SET count = CASE WHEN r."lastRequest" < $3::bigint - $4::bigint THEN 1 ELSE r.count + 1 END, "lastRequest" = $3`,
      [randomUUID(), keyOf(account), Date.now(), FORGOTTEN_AFTER_MILLISECONDS],
    )
  }

  async forget(account: string): Promise<void> {
    await this.pool.query('DELETE FROM auth."rateLimit" WHERE key = $1', [keyOf(account)])
  }
}

function keyOf(account: string): string {
  return `account:${createHash('sha256').update(account).digest('base64url')}`
}
