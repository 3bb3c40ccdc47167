import { Readable } from 'node:stream'
import proxy from '@fastify/http-proxy'
import { limits } from '@maestro/contract/devices'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.js'
import { answerProblem } from './answer-problem.js'
import { notFound } from './refused.js'

/** One public origin: devices' paths go to the link, everything that is not the API's goes to the console. */
export async function serveFrontDoor(application: FastifyInstance, settings: Settings): Promise<void> {
  await application.register(async (fastify) => {
    fastify.setErrorHandler(answerProblem)
    await openTo(fastify, settings)
  })
}

async function openTo(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const link = {
    upstream: settings.linkUrl,
    http: { requestOptions: { timeout: 70_000 } },
    replyOptions: { rewriteRequestHeaders: sayWhoAsks },
  }
  // A body that the link would refuse is not sent on: the link would hang up in the middle of it.
  await proxyBodies(fastify, '/device', limits.enrolmentBytes, link)
  await proxyBodies(fastify, '/device/v1/up', limits.payloadBytes, link)
  await fastify.register(proxy as never, {
    ...link,
    prefix: '/.well-known/jwks.json',
    rewritePrefix: '/.well-known/jwks.json',
  })
  await fastify.register(proxy as never, { ...link, prefix: '/mqtt', rewritePrefix: '/mqtt', websocket: true })
  fastify.all('/api/*', () => {
    throw notFound()
  })
  await fastify.register(proxy as never, {
    upstream: settings.consoleUrl,
    prefix: '/',
    httpMethods: ['GET', 'HEAD', 'POST'],
  })
}

async function proxyBodies(fastify: FastifyInstance, prefix: string, bodyLimit: number, link: object): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      // What is no stream would be written as JSON once more.
      done(null, Readable.from([body])),
    )
    await scope.register(proxy as never, { ...link, prefix, rewritePrefix: prefix, proxyPayloads: false })
  })
}

/** The link counts guesses by address: it must know whose they are, and not take a caller's word for it. */
function sayWhoAsks(request: FastifyRequest, headers: Record<string, unknown>): Record<string, unknown> {
  return { ...headers, 'x-forwarded-for': request.ip }
}
