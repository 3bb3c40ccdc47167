import proxy from '@fastify/http-proxy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.js'

/** One public origin: devices' paths go to the link, everything that is not the API's goes to the console. */
export async function serveFrontDoor(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const link = {
    upstream: settings.linkUrl,
    http: { requestOptions: { timeout: 70_000 } },
    replyOptions: { rewriteRequestHeaders: sayWhoAsks },
  }
  await fastify.register(proxy as never, { ...link, prefix: '/device', rewritePrefix: '/device' })
  await fastify.register(proxy as never, {
    ...link,
    prefix: '/.well-known/jwks.json',
    rewritePrefix: '/.well-known/jwks.json',
  })
  await fastify.register(proxy as never, { ...link, prefix: '/mqtt', rewritePrefix: '/mqtt', websocket: true })
  await fastify.register(proxy as never, {
    upstream: settings.consoleUrl,
    prefix: '/',
    httpMethods: ['GET', 'HEAD', 'POST'],
  })
}

/** The link counts guesses by address: it must know whose they are, and not take a caller's word for it. */
function sayWhoAsks(request: FastifyRequest, headers: Record<string, unknown>): Record<string, unknown> {
  return { ...headers, 'x-forwarded-for': request.ip }
}
