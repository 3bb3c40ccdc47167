import type { IncomingHttpHeaders } from 'node:http'
import { fromNodeHeaders } from 'better-auth/node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Identities } from '../platform/access/identities.js'
import { answerProblem } from '../platform/http/answer-problem.js'
import { factsOf } from '../platform/http/caller.js'
import { parsePart } from '../platform/http/parse-input.js'
import { notFound, Refused } from '../platform/http/refused.js'
import type { Settings } from '../platform/settings.js'
import type { Authentication } from './authentication.js'

const BODY_LIMIT = 16_384
const FOLDER = '/api/auth'

/** What of better-auth is open, and what goes in. All else that people change about themselves is a route of the contract. */
const DOORS = {
  '/sign-in/email': z.object({ email: z.email().max(254), password: z.string().min(1).max(256) }),
  '/sign-out': z.object({}),
} as const

/** Answers the doors of better-auth below `/api/auth`, in a scope of its own: refusals become problems like any other. */
export async function mountAuthentication(
  fastify: FastifyInstance,
  authentication: Authentication,
  identities: Identities,
  settings: Settings,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.setErrorHandler(answerProblem)
    // Nothing that a form of another site could send.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'))
    for (const [path, schema] of Object.entries(DOORS)) {
      scope.post(`${FOLDER}${path}`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
        const input = parsePart(schema, request.body ?? {}, factsOf(request).language)
        const answer = await authentication.handler(asFetchRequest(request, input, settings.publicUrl))
        if (path === '/sign-out') identities.forget()
        if (answer.status >= 400) throw await refusalOf(answer, settings.publicUrl)
        return send(answer, reply)
      })
    }
    scope.all(`${FOLDER}/*`, () => {
      throw notFound()
    })
  })
}

function asFetchRequest(request: FastifyRequest, body: unknown, origin: string): Request {
  const headers = fromNodeHeaders(withoutLength(request.headers))
  headers.set('x-maestro-address', request.ip)
  headers.set('content-type', 'application/json')
  return new Request(new URL(request.url, origin), { method: request.method, headers, body: JSON.stringify(body) })
}

function withoutLength({ 'content-length': _, 'transfer-encoding': __, ...headers }: IncomingHttpHeaders) {
  return headers
}

/** What better-auth refused, in our words. */
async function refusalOf(answer: Response, origin: string): Promise<Error> {
  const { code, seconds } = (await answer.json().catch(() => ({}))) as { code?: string; seconds?: number }
  switch (answer.status) {
    case 400:
    case 401:
      return new Refused('access.credentials-wrong')
    case 403:
      return new Refused('access.foreign-origin', { origin })
    case 429:
      return code === 'TOO_MANY_GUESSES'
        ? new Refused('access.too-many-guesses', { seconds })
        : new Refused('request.too-many', { seconds: Number(answer.headers.get('x-retry-after') ?? 60) })
    default:
      return new Error(`better-auth answered ${answer.status} ${code ?? ''}`)
  }
}

async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  void reply.status(answer.status)
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) void reply.header('set-cookie', cookies)
  return reply.send(answer.body ? Buffer.from(await answer.arrayBuffer()) : null)
}
