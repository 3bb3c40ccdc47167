import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Redis } from 'ioredis'
import type { Settings } from '../settings.js'
import { languageOf } from './caller.js'
import { problemOf } from './problem.filter.js'
import { Refused } from './refused.js'

/** Requests a minute for each credential, or each address without one. */
export const REQUESTS_PER_MINUTE = 1200

/** Security headers and a budget for everybody, with the headers that tell how much of it is left. */
export async function secure(fastify: FastifyInstance, settings: Settings): Promise<void> {
  await fastify.register(helmet as never, {
    contentSecurityPolicy: false,
    hsts: settings.publicUrl.startsWith('https:'),
  })
  const redis = settings.environment.REDIS_URL
    ? new Redis(settings.environment.REDIS_URL, { lazyConnect: false })
    : undefined
  redis?.on('error', () => {})
  await fastify.register(rateLimit as never, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    enableDraftSpec: true,
    skipOnError: true,
    ...(redis ? { redis } : {}),
    allowList: (request: FastifyRequest) => !request.url.startsWith('/api/'),
    keyGenerator: (request: FastifyRequest) => credentialOf(request) ?? request.ip,
    errorResponseBuilder: (request: FastifyRequest, context: { ttl: number }) => {
      const language = languageOf(request.headers['accept-language'])
      return Object.assign(
        new Error('request.too-many'),
        problemOf(new Refused('request.too-many', { seconds: Math.ceil(context.ttl / 1000) }), language, request.id),
        { statusCode: 429 },
      )
    },
  })
}

function credentialOf(request: FastifyRequest): string | undefined {
  const credential = request.headers.authorization ?? request.headers.cookie
  return credential && createHash('sha256').update(credential).digest('base64url')
}
