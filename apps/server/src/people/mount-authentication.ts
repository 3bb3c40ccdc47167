import { fromNodeHeaders } from 'better-auth/node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Identities } from '../platform/access/identities.js'
import type { Settings } from '../platform/settings.js'
import type { Authentication } from './authentication.js'

const BODY_LIMIT = 16_384

/** Answers `/api/auth/*` with better-auth, in a scope of its own: it parses its bodies itself. */
export async function mountAuthentication(
  fastify: FastifyInstance,
  authentication: Authentication,
  identities: Identities,
  settings: Settings,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      handler: async (request, reply) => {
        const answer = await authentication.handler(asFetchRequest(request, settings.publicUrl))
        if (request.url.includes('/sign-out') || request.url.includes('/revoke')) identities.forget()
        return send(answer, reply)
      },
    })
  })
}

function asFetchRequest(request: FastifyRequest, origin: string): Request {
  const headers = fromNodeHeaders(request.headers)
  headers.set('x-maestro-address', request.ip)
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null
  return new Request(new URL(request.url, origin), { method: request.method, headers, body })
}

async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  void reply.status(answer.status)
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) void reply.header('set-cookie', cookies)
  return reply.send(answer.body ? Buffer.from(await answer.arrayBuffer()) : null)
}
