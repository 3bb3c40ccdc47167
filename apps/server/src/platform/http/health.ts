import type { FastifyInstance } from 'fastify'
import { metrics } from '../metrics.js'
import type { Platform } from '../platform.js'

/** `/livez`: the process answers. `/readyz`: it can do its work. `/metrics`: in Prometheus' format. */
export function serveHealth(fastify: FastifyInstance, platform: Platform): void {
  fastify.get('/livez', async () => ({ status: 'ok' }))
  fastify.get('/readyz', async (_request, reply) => {
    const missing = await platform.readiness.missing()
    if (missing.length === 0)
      return { status: 'ok', queue: platform.settings.environment.REDIS_URL ? 'redis' : 'postgres' }
    platform.log.warn({ missing }, 'not ready')
    return reply.status(503).send({ status: `Not ready, for want of: ${missing.join(', ')}.`, missing })
  })
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
}
