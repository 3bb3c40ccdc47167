import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { hashOf } from '../platform/access/identities.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { insertToken } from './api-tokens.store.js'

/** As much of a token as is kept readable, so that people can tell theirs apart. */
const PREFIX_LENGTH = 8

type NewToken = { name: string; scopes: readonly string[]; expiresAt?: string | undefined }

/** Makes a token that may do no more than whoever makes it; its text leaves the house here and is kept as a hash. */
@Injectable()
export class CreateApiToken {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, input: NewToken): Promise<{ id: string; secret: string }> {
    const rights: readonly string[] = caller.rights
    const unknown = input.scopes.find((scope) => !rights.includes(scope))
    if (unknown !== undefined) throw new Refused('token.scope-unknown', { scope: unknown, possible: [...rights] })
    if (input.expiresAt && new Date(input.expiresAt) <= new Date()) throw new Refused('token.already-expired')
    const secret = `mst_${randomBytes(32).toString('base64url')}`
    const { organizationId } = caller
    const token = {
      id: uuidv7(),
      organizationId,
      name: input.name,
      prefix: secret.slice(0, PREFIX_LENGTH),
      scopes: [...new Set(input.scopes)],
      expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
    }
    await this.platform.transaction(async (tx) => {
      await insertToken(tx, {
        ...token,
        hash: hashOf(secret),
        createdBy: caller.actor,
        createdByName: caller.name,
      })
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'token.created',
        objectKind: 'token',
        objectId: token.id,
        objectName: token.name,
        after: { prefix: token.prefix, scopes: token.scopes, expiresAt: input.expiresAt ?? null },
      })
    })
    return { id: token.id, secret }
  }
}
