import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { Identities } from '../platform/access/identities.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { lockToken, revokeToken } from './api-tokens.store.js'

/** Ends a token; ending it again changes nothing. */
@Injectable()
export class RevokeApiToken {
  constructor(
    private readonly platform: Platform,
    private readonly identities: Identities,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, tokenId: string): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      const token = await lockToken(tx, organizationId, tokenId)
      if (!token) throw notFound()
      if (token.revokedAt) return
      await revokeToken(tx, tokenId)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'token.revoked',
        objectKind: 'token',
        objectId: tokenId,
        objectName: token.name,
        before: { prefix: token.prefix, scopes: token.scopes },
      })
    })
    this.identities.forget()
  }
}
