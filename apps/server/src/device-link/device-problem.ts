import { type DeviceProblem, type DeviceProblemCode, deviceProblems } from '@maestro/contract/devices'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'

/** A refusal on its way to the device, as `application/problem+json` (RFC 9457). */
export class DeviceRefusal extends Error {
  readonly code: DeviceProblemCode
  readonly errors: DeviceProblem['errors']
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | undefined

  constructor(code: DeviceProblemCode, more: { errors?: DeviceProblem['errors']; retryAfter?: number } = {}) {
    super(deviceProblems[code].detail.en)
    this.code = code
    this.errors = more.errors
    this.retryAfter = more.retryAfter
  }
}

/** The parsed input, or a refusal that names each field. */
export function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new DeviceRefusal('request.invalid', { errors })
}

/** Answers every error of the devices' door. What is not a refusal is ours, and tells the device nothing but its id. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof DeviceRefusal ? error : foreignRefusal(error)
  if (!refusal) {
    request.log.error({ err: error }, 'a request of a device failed')
    const problem = { type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'server.failed' }
    const detail = `Maestro failed. Ask its operator to look for request ${request.id}.`
    return send(reply, { ...problem, detail, requestId: request.id })
  }
  const language = /\bde\b/.test(request.headers['accept-language'] ?? '') ? 'de' : 'en'
  const words = deviceProblems[refusal.code]
  if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter)
  return send(reply, {
    type: `https://maestro.invalid/problems/${refusal.code}`,
    title: words.title[language],
    status: words.status,
    code: refusal.code,
    detail: words.detail[language],
    requestId: request.id,
    ...(refusal.errors && { errors: refusal.errors }),
  })
}

function foreignRefusal(error: unknown): DeviceRefusal | undefined {
  const { statusCode } = error as { statusCode?: number }
  if (statusCode === 413) return new DeviceRefusal('message.too-large')
  if (statusCode !== undefined && statusCode < 500) return new DeviceRefusal('request.invalid')
  return undefined
}

function send(reply: FastifyReply, problem: DeviceProblem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
