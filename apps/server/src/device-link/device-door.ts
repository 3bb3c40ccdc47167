import { type DeviceAddress, limits, pollQuery, uplinkKind } from '@maestro/contract/devices'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { desiredMessage, type OpenDocument } from './desired-message.js'
import { answerProblem, DeviceRefusal, parsed } from './device-problem.js'
import type { DeviceTokens } from './device-token.js'
import type { Ingest } from './ingest.js'
import { linkMetrics } from './link-metrics.js'
import type { PollSessions } from './poll-sessions.js'
import { type Database, findNewer } from './standing.store.js'

export type DeviceDoorParts = {
  readonly database: Database
  readonly tokens: DeviceTokens
  readonly ingest: Ingest
  readonly polls: PollSessions
  readonly open: OpenDocument
}

/**
 * The HTTPS way for devices that cannot use MQTT: the same payloads, the same token. Answers 204 to an uplink once
 * it is written.
 */
export function deviceDoor(parts: DeviceDoorParts) {
  return async (door: FastifyInstance): Promise<void> => {
    door.setErrorHandler(answerProblem)
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limits.payloadBytes }, (_, body, done) =>
      done(null, body),
    )
    door.post<{ Params: { kind: string } }>('/device/v1/up/:kind', async (request, reply) => {
      const address = await addressOf(parts.tokens, request)
      const kind = parsed(uplinkKind, request.params.kind)
      await hearOnce(parts, address, kind, request.body)
      return reply.code(204).send()
    })
    door.get('/device/v1/down', async (request, reply) => {
      const address = await addressOf(parts.tokens, request)
      const messages = await poll(parts, address, request, reply)
      return messages.length > 0 ? { messages } : reply.code(204).send()
    })
  }
}

async function addressOf(tokens: DeviceTokens, request: FastifyRequest): Promise<DeviceAddress> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  try {
    const claims = await tokens.verify(token ?? '')
    return { tenant: claims.tenant, device: claims.sub }
  } catch {
    throw new DeviceRefusal('token.missing')
  }
}

async function hearOnce(
  { ingest, polls }: DeviceDoorParts,
  address: DeviceAddress,
  kind: Parameters<Ingest['take']>[1],
  body: unknown,
): Promise<void> {
  const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  await polls.open(address)
  await new Promise<void>((resolve, reject) => {
    const problem = ingest.take(address, kind, payload, resolve)
    if (problem) reject(new DeviceRefusal('message.invalid', { errors: [{ path: '', message: problem }] }))
  })
  if (kind !== 'presence' && kind !== 'hello') return
  const { sid, online } = JSON.parse(payload.toString('utf8')) as { sid: string; online?: boolean }
  polls.named(address, online === false ? undefined : sid)
}

async function poll(
  { database, ingest, polls, open }: DeviceDoorParts,
  address: DeviceAddress,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const query = parsed(pollQuery, request.query)
  ingest.alive(address)
  await polls.open(address)
  if (query.desiredVersion !== undefined) {
    const newer = await findNewer(database, address, query.desiredVersion)
    if (newer)
      return [
        {
          kind: 'desired' as const,
          payload: desiredMessage(newer.version, open(address.device, newer.document), newer.license),
        },
      ]
  }
  const left = new AbortController()
  reply.raw.once('close', () => left.abort())
  linkMetrics.polls.inc()
  try {
    return await polls.next(address, query.wait * 1000, left.signal)
  } finally {
    linkMetrics.polls.dec()
  }
}
