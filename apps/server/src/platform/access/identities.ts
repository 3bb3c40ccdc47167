import { createHash } from 'node:crypto'
import { createTenantPool, inOrganization, type TenantPool } from '@maestro/database'
import type { Identity } from '../http/caller.js'
import type { Credential } from '../http/credential.js'
import type { Platform } from '../platform.js'

const CACHE_MILLISECONDS = 5_000
const CACHE_ENTRIES = 10_000
const SESSION_DAYS = 7

type Cached = { readonly identity: Identity | null; readonly until: number }

/** Sessions and tokens are kept as SHA-256: 256 bits of randomness need no salt. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Finds out who is asking, by one indexed query, and remembers it for seconds. */
export class Identities {
  private readonly cache = new Map<string, Cached>()
  /** Logs in as the only role that sees accounts and sessions. */
  readonly pool: TenantPool

  constructor(private readonly platform: Platform) {
    this.pool = createTenantPool(platform.settings.databaseUrl('maestro_auth'), 4)
  }

  of({ kind, secret }: Credential): Promise<Identity | null> {
    return kind === 'token' ? this.ofApiToken(secret) : this.ofSession(secret)
  }

  private ofSession(token: string): Promise<Identity | null> {
    return this.remember(`s:${hashOf(token)}`, () => this.findSession(hashOf(token)))
  }

  private ofApiToken(token: string): Promise<Identity | null> {
    return this.remember(`t:${hashOf(token)}`, () => this.findToken(hashOf(token)))
  }

  /** After a sign-out: nobody is remembered here any more. */
  forget(): void {
    this.cache.clear()
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  private async remember(key: string, find: () => Promise<Identity | null>): Promise<Identity | null> {
    const known = this.cache.get(key)
    if (known && known.until > Date.now()) return known.identity
    const identity = await find()
    if (this.cache.size >= CACHE_ENTRIES) this.cache.clear()
    this.cache.set(key, { identity, until: Date.now() + CACHE_MILLISECONDS })
    return identity
  }

  private async findSession(hash: string): Promise<Identity | null> {
    const { rows } = await this.pool.query(
      `SELECT s.id AS session_id, s."updatedAt" < now() - interval '1 hour' AS stale, u.id, u.name, u.email
         FROM auth.session s JOIN auth."user" u ON u.id = s."userId" WHERE s.token = $1 AND s."expiresAt" > now()`,
      [hash],
    )
    const row = rows[0]
    if (!row) return null
    if (row.stale) {
      await this.pool.query(
        `UPDATE auth.session SET "updatedAt" = now(), "expiresAt" = now() + make_interval(days => $2) WHERE id = $1`,
        [row.session_id, SESSION_DAYS],
      )
    }
    return { kind: 'person', id: row.id, name: row.name, email: row.email, sessionId: row.session_id, token: null }
  }

  private async findToken(hash: string): Promise<Identity | null> {
    const { rows } = await this.platform.database.pool.query('SELECT * FROM system.find_api_token($1)', [hash])
    const row = rows[0]
    const isLive = row && !row.revoked_at && (!row.expires_at || row.expires_at > new Date())
    if (!isLive) return null
    const token = { organizationId: row.organization_id, scopes: row.scopes }
    await this.noteUse(row.organization_id, row.id)
    return { kind: 'token', id: row.id, name: row.name, email: null, sessionId: null, token }
  }

  /** To the minute is enough for people to see which tokens are in use. */
  private async noteUse(organizationId: string, id: string): Promise<void> {
    await inOrganization({ organizationId, actor: `token:${id}` }, () =>
      this.platform.database.pool.query(
        `UPDATE api_tokens SET last_used_at = now()
          WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [id],
      ),
    )
  }
}
