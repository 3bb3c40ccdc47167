import type { Problem } from '@maestro/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { factsOf } from './caller.js'
import { problemOf } from './problem-of.js'

/** Answers any failure as RFC 9457 `application/problem+json`, in the caller's language. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, factsOf(request).language, request.id)
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  sendProblem(problem, reply)
}

export function sendProblem(problem: Problem, reply: FastifyReply): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="maestro"')
  if ((problem.status === 429 || problem.status === 503) && typeof problem.params?.['seconds'] === 'number')
    void reply.header('retry-after', problem.params['seconds'])
  // What Fastify refuses before its hooks run has no id on it yet.
  void reply.header('x-request-id', problem.requestId)
  void reply.status(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}
