import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import { Identities } from '../platform/access/identities.js'
import type { Identity } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { GuessThrottle } from './guess-throttle.store.js'
import { Me } from './me.js'
import { requirePerson } from './require-person.js'
import { SignIn } from './sign-in.js'

/** Whoever knows the current password sets another; guesses are counted with those at the sign-in. */
@Injectable()
export class ChangePassword {
  private readonly throttle: GuessThrottle

  constructor(
    private readonly identities: Identities,
    private readonly signIn: SignIn,
    private readonly me: Me,
    private readonly audit: Audit,
  ) {
    this.throttle = new GuessThrottle(identities.pool)
  }

  async run(identity: Identity, input: { currentPassword: string; newPassword: string }): Promise<void> {
    const { email } = requirePerson(identity)
    const seconds = await this.throttle.secondsToWait(email)
    if (seconds > 0) throw new Refused('access.too-many-guesses', { seconds })
    if (!(await this.isCurrent(identity.id, input.currentPassword))) {
      await this.throttle.count(email)
      await this.keep(identity, 'password.refused', 'refused')
      throw new Refused('access.password-wrong')
    }
    await this.throttle.forget(email)
    const hash = await this.signIn.hashPassword(input.newPassword)
    await this.identities.pool.query(
      `WITH ended AS (DELETE FROM auth.session WHERE "userId" = $1 AND id <> $3)
       UPDATE auth.account SET password = $2, "updatedAt" = now() WHERE "userId" = $1 AND "providerId" = 'credential'`,
      [identity.id, hash, identity.sessionId],
    )
    this.identities.forget()
    await this.keep(identity, 'password.changed', 'done')
  }

  private async isCurrent(personId: string, password: string): Promise<boolean> {
    const { rows } = await this.identities.pool.query(
      `SELECT password FROM auth.account WHERE "userId" = $1 AND "providerId" = 'credential'`,
      [personId],
    )
    const hash: unknown = rows[0]?.password
    return typeof hash === 'string' && (await this.signIn.verifyPassword(hash, password))
  }

  private async keep(
    identity: Identity,
    action: 'password.changed' | 'password.refused',
    outcome: 'done' | 'refused',
  ): Promise<void> {
    for (const home of await this.me.homesOf(identity.id))
      await this.audit.recordAlone(home.id, {
        actor: `person:${identity.id}`,
        actorName: identity.name,
        action,
        outcome,
        objectKind: 'person',
        objectId: identity.id,
        objectName: identity.name,
      })
  }
}
