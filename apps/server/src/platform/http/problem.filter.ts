import { fill, type Problem, type ProblemCode, type ProblemWords, problems } from '@maestro/contract'
import type { Language } from '@maestro/domain'
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, factsOf } from './caller.js'
import { InvalidInput } from './invalid-input.js'
import { Refused } from './refused.js'

/** Told about every refused act of somebody who is known, so that the audit can keep it. */
export type RefusalListener = (caller: Caller, code: ProblemCode, request: FastifyRequest) => void

/** Refusals that say somebody may not do something: an audit keeps these. */
const FORBIDDEN = ['access.right-missing', 'group.carries-lock'] as const satisfies ProblemCode[]

/** Turns every "no" into RFC 9457 `application/problem+json`, in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly onRefused: RefusalListener = () => {}) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const { language, caller } = factsOf(request)
    const shown = problemOf(error, language, request.id)
    if (shown.status >= 500) request.log.error({ err: error }, 'request failed')
    const forbidden = FORBIDDEN.find((code) => code === shown.code)
    if (caller && forbidden) this.onRefused(caller, forbidden, request)
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy()
      return
    }
    if (shown.status === 401) void reply.header('www-authenticate', 'Bearer realm="maestro"')
    if (shown.status === 429 && typeof shown.params?.['seconds'] === 'number')
      void reply.header('retry-after', shown.params['seconds'])
    void reply.status(shown.status).header('content-type', 'application/problem+json').send(JSON.stringify(shown))
  }
}

/** What a failure looks like from outside. */
export function problemOf(error: unknown, language: Language, requestId: string): Problem {
  if (error instanceof InvalidInput)
    return { ...words('request.invalid', language, requestId, {}), errors: [...error.fields] }
  if (error instanceof Refused) return refusal(error, language, requestId)
  const code = codeOfStatus(statusOf(error))
  return words(code, language, requestId, { requestId })
}

function refusal(error: Refused, language: Language, requestId: string): Problem {
  const errors = error.fields.map((field) => ({
    path: field.path,
    code: field.code,
    message: fill(problems[field.code].detail[language], shownParams(field.params ?? {}, language)),
  }))
  const params = errors[0] ? { first: errors[0].message, ...error.params } : error.params
  const shown = words(error.code, language, requestId, params)
  return {
    ...shown,
    ...(errors.length > 0 ? { errors } : {}),
    ...(Object.keys(error.params).length > 0 ? { params: { ...error.params } } : {}),
  }
}

function words(
  code: ProblemCode,
  language: Language,
  requestId: string,
  params: Readonly<Record<string, unknown>>,
): Problem {
  const { status, title, detail }: ProblemWords = problems[code]
  return {
    type: `urn:maestro:problem:${code}`,
    title: title[language],
    status,
    code,
    detail: fill(detail[language], shownParams(params, language)),
    requestId,
  }
}

/** Instants become dates as people write them; lists become enumerations. */
function shownParams(params: Readonly<Record<string, unknown>>, language: Language): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.join(', ')]
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) {
        return [name, new Date(value).toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long' })]
      }
      return [name, value]
    }),
  )
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus()
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode
  return 500
}

function codeOfStatus(status: number): ProblemCode {
  switch (status) {
    case 404:
    case 405:
      return 'request.not-found'
    case 401:
      return 'access.sign-in-needed'
    case 413:
      return 'request.too-large'
    case 429:
      return 'request.too-many'
    default:
      return status >= 400 && status < 500 ? 'request.invalid' : 'request.failed'
  }
}
