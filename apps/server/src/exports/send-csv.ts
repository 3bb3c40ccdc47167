import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A file with its day in its name, that nobody keeps on the way. */
export function sendCsv(reply: FastifyReply, name: string, rows: Readable) {
  const day = new Date().toISOString().slice(0, 10)
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}-${day}.csv"`)
    .header('cache-control', 'no-store')
    .send(rows)
}
