import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Platform } from '../platform.js'
import type { Caller } from './caller.js'
import { Refused } from './refused.js'

const LONGEST_KEY = 200

/**
 * A create that carries an Idempotency-Key happens once: a repeat within 24 hours gets the first answer again
 * (after draft-ietf-httpapi-idempotency-key-header). A refusal is not kept, so that it can be corrected and repeated.
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
    const where = { organizationId: caller.organizationId, actor: caller.actor, key: key.slice(0, LONGEST_KEY) }
    const requestHash = fingerprint(request)
    const { pool } = this.platform.database
    const claimed = await pool.query(
      `INSERT INTO idempotency_keys (organization_id, actor, key, request_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [where.organizationId, where.actor, where.key, requestHash],
    )
    if (claimed.rowCount === 0) return this.repeat(where, requestHash, reply)
    try {
      const answer = await run()
      await pool.query(
        'UPDATE idempotency_keys SET status = $4, body = $5 WHERE organization_id = $1 AND actor = $2 AND key = $3',
        [...Object.values(where), reply.statusCode, JSON.stringify(answer ?? null)],
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

  private async repeat(
    where: { organizationId: string; actor: string; key: string },
    requestHash: string,
    reply: FastifyReply,
  ): Promise<unknown> {
    const known = await this.platform.database.prisma.idempotencyKey.findUnique({
      where: { organizationId_actor_key: where },
    })
    if (!known || known.status === null) throw new Refused('request.in-progress')
    if (known.requestHash !== requestHash) throw new Refused('request.key-reused')
    void reply.header('idempotency-replayed', 'true')
    return known.body
  }
}

function fingerprint(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
}
