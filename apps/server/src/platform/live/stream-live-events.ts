import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LiveEvents } from './live-events.js'

const HEARTBEAT_MILLISECONDS = 20_000

/** Server-sent events (WHATWG HTML, section 9.2) of one organization, until the page goes away. */
export function streamLiveEvents(
  live: LiveEvents,
  organizationId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // What comes after the last event is another connection, so that this one is in nobody's way when the process stops.
    connection: 'close',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
  })
  raw.write('retry: 1000\n\n')
  const unsubscribe = live.subscribe(
    organizationId,
    (event) => raw.write(`data: ${JSON.stringify(event)}\n\n`),
    () => {
      leave()
      raw.end()
    },
  )
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MILLISECONDS)
  const leave = () => {
    clearInterval(heartbeat)
    unsubscribe()
  }
  raw.on('close', leave)
}
