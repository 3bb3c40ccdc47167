import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { Identities } from '../platform/access/identities.js'
import { Platform } from '../platform/platform.js'
import { type Authentication, createAuthentication, type SignInListener } from './authentication.js'

type Home = { id: string }

/** The sign-in of people; who came in, and who did not, is kept in the audit of each of their organizations. */
@Injectable()
export class SignIn implements SignInListener {
  readonly authentication: Authentication

  constructor(
    private readonly platform: Platform,
    private readonly identities: Identities,
    private readonly audit: Audit,
  ) {
    this.authentication = createAuthentication(platform.settings, identities.pool, this)
  }

  async hashPassword(password: string): Promise<string> {
    return (await this.authentication.$context).password.hash(password)
  }

  async verifyPassword(hash: string, password: string): Promise<boolean> {
    return (await this.authentication.$context).password.verify({ hash, password })
  }

  async signedIn(personId: string, address: string | null): Promise<void> {
    const { rows } = await this.identities.pool.query('SELECT name FROM auth."user" WHERE id = $1', [personId])
    await this.keep(personId, String(rows[0]?.name ?? ''), 'session.started', 'done', address)
  }

  async refused(email: string, address: string | null): Promise<void> {
    const { rows } = await this.identities.pool.query('SELECT id, name FROM auth."user" WHERE email = $1', [email])
    if (rows[0]) await this.keep(rows[0].id, rows[0].name, 'session.refused', 'refused', address)
  }

  private async keep(
    personId: string,
    name: string,
    action: 'session.started' | 'session.refused',
    outcome: 'done' | 'refused',
    address: string | null,
  ): Promise<void> {
    const { rows } = await this.platform.database.pool.query('SELECT id FROM system.organizations_of($1)', [personId])
    for (const home of rows as Home[]) {
      await this.audit.recordAlone(home.id, {
        actor: `person:${personId}`,
        actorName: name,
        action,
        outcome,
        objectKind: 'session',
        address,
      })
    }
  }
}
