import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Redis } from 'ioredis'
import type { Settings } from '../settings.js'
import { AddressBudget } from './address-budget.js'
import { answerProblem } from './answer-problem.js'
import { credentialOf } from './credential.js'
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
    if (seconds === 0) return undefined
    answerProblem(new Refused('request.too-many', { seconds }), request, reply)
    return reply
  })
  await fastify.register(rateLimit as never, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    enableDraftSpec: true,
    skipOnError: true,
    ...(redis ? { redis } : {}),
    allowList: (request: FastifyRequest) => !request.url.startsWith('/api/'),
    keyGenerator: budgetOf,
    errorResponseBuilder: (_request: FastifyRequest, context: { ttl: number }) =>
      new Refused('request.too-many', { seconds: Math.ceil(context.ttl / 1000) }),
  })
}

/** By hash, because it is kept outside the process; without a credential it is the address that counts. */
function budgetOf(request: FastifyRequest): string {
  const credential = credentialOf(request)
  return credential ? createHash('sha256').update(credential.secret).digest('base64url') : request.ip
}
