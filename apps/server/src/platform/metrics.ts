import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of this process. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics, prefix: 'maestro_' })

export const requestSeconds = new Histogram({
  name: 'maestro_http_request_seconds',
  help: 'Time to answer, by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
})
