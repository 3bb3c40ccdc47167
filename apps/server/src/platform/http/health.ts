import type { FastifyInstance } from 'fastify'
import { metrics } from '../metrics.js'
import type { Platform } from '../platform.js'

/** `/livez`: the process answers. `/readyz`: it can do its work. `/metrics`: in Prometheus' format. */
export function serveHealth(fastify: FastifyInstance, platform: Platform): void {
  fastify.get('/livez', async () => ({ status: 'ok' }))
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await platform.database.pool.query('SELECT 1')
      return { status: 'ok', queue: platform.settings.environment.REDIS_URL ? 'redis' : 'postgres' }
    } catch (error) {
      platform.log.warn({ err: error }, 'not ready')
      return reply.status(503).send({ status: 'the database does not answer' })
    }
  })
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
}
