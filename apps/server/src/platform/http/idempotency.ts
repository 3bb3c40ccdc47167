import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { seal, unseal } from '../keys.js'
import { Platform } from '../platform.js'
import type { Caller } from './caller.js'
import { Refused } from './refused.js'

const LONGEST_KEY = 200
/** A request without an answer after so long has died with its process; its key may be taken again. */
const DEAD_AFTER = '60 seconds'

type Where = { readonly organizationId: string; readonly actor: string; readonly key: string }

/**
 * A create that carries an Idempotency-Key happens once: a repeat within 24 hours gets the first answer again
 * (after draft-ietf-httpapi-idempotency-key-header). A refusal is not kept, so that it can be corrected and repeated.
 * Answers are kept sealed: some hold a secret that is shown once.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly platform: Platform) {}

  async once(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || key === '') return run()
    if (key.length > LONGEST_KEY) throw new Refused('request.key-too-long', { longest: LONGEST_KEY })
    const where = { organizationId: caller.organizationId, actor: caller.actor, key }
    const requestHash = fingerprint(request)
    const { pool } = this.platform.database
    const claimed = await pool.query(
      `INSERT INTO idempotency_keys AS k (organization_id, actor, key, request_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, actor, key) DO UPDATE SET created_at = now(), request_hash = excluded.request_hash
       WHERE k.status IS NULL AND k.created_at < now() - $5::interval`,
      [where.organizationId, where.actor, where.key, requestHash, DEAD_AFTER],
    )
    if (claimed.rowCount === 0) return this.repeat(where, requestHash, reply)
    try {
      const answer = await run()
      await pool.query(
        'UPDATE idempotency_keys SET status = $4, body = $5 WHERE organization_id = $1 AND actor = $2 AND key = $3',
        [...Object.values(where), reply.statusCode, JSON.stringify(this.seal(where, answer))],
      )
      return answer
    } catch (error) {
      await pool.query(
        'DELETE FROM idempotency_keys WHERE organization_id = $1 AND actor = $2 AND key = $3',
        Object.values(where),
      )
      throw error
    }
  }

  private async repeat(where: Where, requestHash: string, reply: FastifyReply): Promise<unknown> {
    const known = await this.platform.database.prisma.idempotencyKey.findUnique({
      where: { organizationId_actor_key: where },
    })
    if (known && known.requestHash !== requestHash) throw new Refused('request.key-reused')
    if (!known || known.status === null) throw new Refused('request.in-progress')
    void reply.header('idempotency-replayed', 'true')
    return JSON.parse(unseal(this.platform.settings.keyRing, String(known.body), contextOf(where)))
  }

  private seal(where: Where, answer: unknown): string {
    return seal(this.platform.settings.keyRing, JSON.stringify(answer ?? null), contextOf(where))
  }
}

function contextOf({ organizationId, actor, key }: Where): string {
  return `idempotency:${organizationId}:${actor}:${key}`
}

function fingerprint(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
}
