import proxy from '@fastify/http-proxy'
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings.js'

/** One public origin: devices' paths go to the link, everything that is not the API's goes to the console. */
export async function serveFrontDoor(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const link = { upstream: settings.linkUrl, http: { requestOptions: { timeout: 70_000 } } }
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
