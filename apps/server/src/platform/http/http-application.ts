import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import { type RouteShape, routes } from '@maestro/contract'
import type { DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { type FastifyInstance, LogController } from 'fastify'
import { requestSeconds } from '../metrics.js'
import type { Platform } from '../platform.js'
import { answerProblem } from './answer-problem.js'
import { serveHealth } from './health.js'

const BODY_LIMIT = 1_000_000
/**
 * How long a process that is told to stop waits for requests under way. Who is cut off then, such as a device that waits for
 * news through the front door, asks again.
 */
const LAST_ANSWERS_MILLISECONDS = 3_000
/** Routes that read more, by method and address. */
const bodyBytes = new Map(
  Object.values(routes)
    .flatMap((feature): RouteShape[] => Object.values(feature))
    .flatMap((shape) => (shape.bodyBytes ? [[addressOf(shape), shape.bodyBytes] as const] : [])),
)

/** A Nest application on Fastify with request ids, logs, metrics and health: what all roles' doors have in common. */
export async function createHttpApplication(
  module: DynamicModule,
  platform: Platform,
  /** Whose word for a caller's address is taken, besides that of `TRUST_PROXY`. */
  trusted: false | 'loopback' = false,
  answer: typeof answerProblem = answerProblem,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    loggerInstance: platform.log as never,
    // Requests are logged below, once each, when they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: platform.settings.environment.TRUST_PROXY === 'on' || trusted,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: answer as never,
  })
  // Nest would turn what Fastify refuses into errors of its own, which no longer say what was wrong.
  adapter.setErrorHandler = () => adapter.getInstance().setErrorHandler(answer as never)
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  })
  const fastify = application.getHttpAdapter().getInstance() as unknown as FastifyInstance
  await fastify.register(cookie as never)
  fastify.addHook('onRoute', (route) => {
    const bytes = bodyBytes.get(`${String(route.method)} ${route.url}`)
    if (bytes) route.bodyLimit = bytes
  })
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    requestSeconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    const level = reply.statusCode >= 500 ? 'error' : 'info'
    request.log[level](
      {
        method: request.method,
        url: request.url.split('?')[0],
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), LAST_ANSWERS_MILLISECONDS).unref()
  })
  serveHealth(fastify, platform)
  return application
}

function addressOf({ method, path }: RouteShape): string {
  return `${method} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`
}
