import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Redis } from 'ioredis'
import type { Settings } from '../settings.js'
import { AddressBudget } from './address-budget.js'
import { languageOf } from './caller.js'
import { problemOf } from './problem.filter.js'
import { Refused } from './refused.js'

/** Requests a minute for each credential, or each address without one. */
export const REQUESTS_PER_MINUTE = 1200
/** Requests a minute for each address, whatever credentials they carry: an office behind one address is many people. */
export const REQUESTS_PER_ADDRESS = 12_000

/** Security headers and a budget for everybody, with the headers that tell how much of it is left. */
export async function secure(fastify: FastifyInstance, settings: Settings): Promise<void> {
  await fastify.register(helmet as never, {
    // What the console's own pages need is theirs to say; nobody may frame them, redirect their base or their forms.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: helmet.fastifyHelmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc,
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    frameguard: { action: 'deny' },
    hsts: settings.publicUrl.startsWith('https:'),
  })
  const redis = settings.environment.REDIS_URL
    ? // Counting must not hold up what it counts: a store that is away lets requests pass uncounted at once.
      new Redis(settings.environment.REDIS_URL, {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        commandTimeout: 1000,
      })
    : undefined
  redis?.on('error', () => {})
  const addresses = new AddressBudget(REQUESTS_PER_ADDRESS)
  fastify.addHook('onRequest', async (request, reply) => {
    const seconds = request.url.startsWith('/api/') ? addresses.take(request.ip, Date.now()) : 0
    if (seconds === 0) return
    const problem = problemOf(
      new Refused('request.too-many', { seconds }),
      languageOf(request.headers['accept-language']),
      request.id,
    )
    await reply
      .status(429)
      .header('retry-after', seconds)
      .type('application/problem+json')
      .send(JSON.stringify(problem))
  })
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
