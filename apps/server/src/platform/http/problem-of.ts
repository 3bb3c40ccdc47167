import { fill, type Problem, type ProblemCode, type ProblemWords, problems } from '@maestro/contract'
import type { Language } from '@maestro/domain'
import { HttpException } from '@nestjs/common'
import { isBusy } from '../busy.js'
import { InvalidInput } from './invalid-input.js'
import { Refused } from './refused.js'

/** When to try again what too many others stood in the way of. */
const BUSY_SECONDS = 2

/** What a failure looks like from outside. */
export function problemOf(error: unknown, language: Language, requestId: string): Problem {
  if (error instanceof InvalidInput)
    return { ...words('request.invalid', language, requestId, {}), errors: [...error.fields] }
  if (error instanceof Refused) return refusal(error, language, requestId)
  if (isBusy(error)) return refusal(new Refused('request.busy', { seconds: BUSY_SECONDS }), language, requestId)
  const code = codeOf(error)
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

/** What others than we refuse: Nest, Fastify with its parsers, the proxy of the front door. */
function codeOf(error: unknown): ProblemCode {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code.startsWith('FST_REPLY_FROM')) return 'request.unavailable'
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'request.media-unknown'
  if (code.startsWith('FST_ERR_CTP_') && !code.includes('TOO_LARGE')) return 'request.not-json'
  if (error instanceof SyntaxError) return 'request.not-json'
  return codeOfStatus(statusOf(error))
}

function codeOfStatus(status: number): ProblemCode {
  switch (status) {
    case 404:
    case 405:
    case 414:
      return 'request.not-found'
    case 401:
      return 'access.sign-in-needed'
    case 413:
      return 'request.too-large'
    case 415:
      return 'request.media-unknown'
    case 502:
    case 503:
    case 504:
      return 'request.unavailable'
    default:
      return status >= 400 && status < 500 ? 'request.unreadable' : 'request.failed'
  }
}
