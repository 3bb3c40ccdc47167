import type { Me as MeShape } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { Identities } from '../platform/access/identities.js'
import type { Identity } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'
import { requirePerson } from './require-person.js'

type Home = { id: string; kind: 'operator' | 'partner' | 'customer'; name: string; slug: string; role: string }
type SessionRow = { id: string; createdAt: Date; ipAddress: string | null; userAgent: string | null }

/** What somebody may know and change about themselves. */
@Injectable()
export class Me {
  constructor(
    private readonly platform: Platform,
    private readonly identities: Identities,
    private readonly audit: Audit,
  ) {}

  async show(identity: Identity): Promise<MeShape> {
    const organizations = identity.token
      ? await this.ofToken(identity.token.organizationId)
      : await this.homesOf(identity.id)
    return {
      kind: identity.kind,
      id: identity.id,
      name: identity.name,
      email: identity.email,
      language: identity.kind === 'person' ? await this.languageOf(identity.id) : null,
      organizations,
    }
  }

  async change(
    identity: Identity,
    change: { name?: string | undefined; language?: 'en' | 'de' | undefined },
  ): Promise<MeShape> {
    requirePerson(identity)
    const { rows } = await this.identities.pool.query(
      `WITH person AS (UPDATE people SET name = coalesce($2, name), language = coalesce($3, language) WHERE id = $1 RETURNING id, name)
       UPDATE auth."user" u SET name = person.name, "updatedAt" = now() FROM person WHERE u.id = person.id RETURNING u.name`,
      [identity.id, change.name ?? null, change.language ?? null],
    )
    this.identities.forget()
    const name = String(rows[0]?.name ?? identity.name)
    if (name !== identity.name) await this.keepName(identity, name)
    return this.show({ ...identity, name })
  }

  async sessions(identity: Identity) {
    const { rows } = await this.identities.pool.query(
      `SELECT id, "createdAt", "ipAddress", "userAgent" FROM auth.session WHERE "userId" = $1 AND "expiresAt" > now()
       ORDER BY "createdAt" DESC LIMIT 100`,
      [identity.kind === 'person' ? identity.id : null],
    )
    return {
      items: (rows as SessionRow[]).map((row) => ({
        id: row.id,
        current: row.id === identity.sessionId,
        createdAt: row.createdAt.toISOString(),
        address: row.ipAddress || null,
        agent: row.userAgent || null,
      })),
    }
  }

  async signOutEverywhere(identity: Identity): Promise<void> {
    requirePerson(identity)
    await this.identities.pool.query('DELETE FROM auth.session WHERE "userId" = $1', [identity.id])
    this.identities.forget()
    for (const home of await this.homesOf(identity.id)) {
      await this.audit.recordAlone(home.id, {
        actor: `person:${identity.id}`,
        actorName: identity.name,
        action: 'session.ended-everywhere',
        objectKind: 'session',
      })
    }
  }

  private async keepName(identity: Identity, name: string): Promise<void> {
    for (const home of await this.homesOf(identity.id)) {
      await this.audit.recordAlone(home.id, {
        actor: `person:${identity.id}`,
        actorName: name,
        action: 'person.changed',
        objectKind: 'person',
        objectId: identity.id,
        objectName: name,
        before: { name: identity.name },
        after: { name },
      })
    }
  }

  async homesOf(personId: string): Promise<Home[]> {
    const { rows } = await this.platform.database.pool.query(
      'SELECT id, kind, name, slug, role FROM system.organizations_of($1) ORDER BY kind, name',
      [personId],
    )
    return rows as Home[]
  }

  private async ofToken(organizationId: string): Promise<Home[]> {
    const { rows } = await this.platform.database.pool.query('SELECT * FROM system.organization_card($1)', [
      organizationId,
    ])
    return (rows as Omit<Home, 'role'>[]).map((row) => ({ ...row, role: 'token' }))
  }

  private async languageOf(personId: string): Promise<'en' | 'de' | null> {
    const { rows } = await this.identities.pool.query('SELECT language FROM people WHERE id = $1', [personId])
    const language: unknown = rows[0]?.language
    return language === 'de' || language === 'en' ? language : null
  }
}
