import { Counter, Gauge, Histogram } from 'prom-client'
import { metrics } from '../platform/metrics.js'

const registers = [metrics]
let connections = () => 0

/** Whom to ask how many connections are open, whenever the figure is read. */
export function countConnections(by: () => number): void {
  connections = by
}

new Gauge({
  name: 'maestro_link_connections',
  help: 'Open MQTT connections of the embedded broker',
  registers,
  collect() {
    this.set(connections())
  },
})

export const linkMetrics = {
  messages: new Counter({
    name: 'maestro_link_messages_total',
    help: 'Messages of devices by kind; "malformed" and "refused" were dropped',
    labelNames: ['kind'],
    registers,
  }),
  batchSeconds: new Histogram({
    name: 'maestro_link_batch_seconds',
    help: 'Time to write one batch of device messages',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  }),
  polls: new Gauge({ name: 'maestro_link_polls', help: 'Open long polls', registers }),
}
