import { patternSentence, problemDetail, type RouteShape } from '@maestro/contract'
import { type Language, unstorablePaths } from '@maestro/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { InvalidInput } from './invalid-input.js'
import { nearestTo } from './nearest.js'
import { notFound } from './refused.js'
import { versionOf } from './version.js'

const usual = { en: z.locales.en().localeError, de: z.locales.de().localeError } as const

/** Zod's own sentences, but where those would show a pattern. */
function sentencesIn(language: Language): z.core.$ZodErrorMap {
  return (issue) => {
    const pattern = issue.code === 'invalid_format' && issue.format === 'regex' ? issue.pattern : undefined
    return patternSentence(pattern, language) ?? usual[language](issue)
  }
}

/**
 * Parses path, query and body as the contract says, and takes no text that cannot be kept. A path that cannot be is 404;
 * the rest is told field by field.
 */
export function parseInput(shape: RouteShape, request: FastifyRequest, language: Language): unknown {
  const params = shape.params?.safeParse(request.params)
  if ((params && !params.success) || unstorablePaths(request.params).length > 0) throw notFound()
  refuseUnknown(Object.keys(shape.query?.shape ?? {}), request.query, language)
  return {
    params: params?.data,
    query: shape.query ? parsePart(shape.query, request.query, language) : undefined,
    body: shape.body ? parsePart(shape.body, request.body ?? {}, language) : undefined,
    ifMatch: versionOf(request.headers['if-match']),
  }
}

/** A filter that is not known must not leave everything in. */
function refuseUnknown(known: readonly string[], query: unknown, language: Language): void {
  const fields = Object.keys(query ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestTo(name, known)
      const code = nearest === undefined ? 'request.parameter-unknown' : 'request.parameter-mistaken'
      const params = { name, nearest, known: known.length > 0 ? known.join(', ') : '–' }
      return { path: name, message: problemDetail(code, language, params) }
    })
  if (fields.length > 0) throw new InvalidInput(fields)
}

export function parsePart<S extends z.ZodType>(schema: S, value: unknown, language: Language): z.output<S> {
  refuseUnstorable(value, language)
  const result = schema.safeParse(value, { error: sentencesIn(language) })
  if (result.success) return result.data
  throw new InvalidInput(result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })))
}

const MOST_NAMED = 50

function refuseUnstorable(value: unknown, language: Language): void {
  const paths = unstorablePaths(value)
  if (paths.length === 0) return
  const message = problemDetail('request.text-unstorable', language)
  throw new InvalidInput(paths.slice(0, MOST_NAMED).map((path) => ({ path, message })))
}
