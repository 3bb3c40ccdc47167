import { type DeviceProblem, type DeviceProblemCode, deviceProblems } from '@maestro/contract/devices'
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { languageOf } from '../platform/http/caller.js'
import { problemOf } from '../platform/http/problem-of.js'

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
  const refusal = error instanceof DeviceRefusal ? error : new DeviceRefusal(foreignCode(error))
  if (refusal.code === 'server.failed') request.log.error({ err: error }, 'a request of a device failed')
  const language = languageOf(request.headers['accept-language'])
  const words = deviceProblems[refusal.code]
  if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter)
  return send(reply.header('x-request-id', request.id), {
    type: `urn:maestro:problem:${refusal.code}`,
    title: words.title[language],
    status: words.status,
    code: refusal.code,
    detail: words.detail[language],
    requestId: request.id,
    ...(refusal.errors && { errors: refusal.errors }),
  })
}

/** Answers, for the whole process, what no door of it answers. */
@Catch()
export class DeviceProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    answerProblem(
      error,
      host.switchToHttp().getRequest<FastifyRequest>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    )
  }
}

function foreignCode(error: unknown): DeviceProblemCode {
  switch (problemOf(error, 'en', '').code) {
    case 'request.too-large':
      return 'message.too-large'
    case 'request.not-found':
      return 'request.not-found'
    case 'request.not-json':
      return 'request.not-json'
    case 'request.media-unknown':
      return 'request.media-unknown'
    case 'request.unreadable':
      return 'request.unreadable'
    default:
      return 'server.failed'
  }
}

function send(reply: FastifyReply, problem: DeviceProblem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
