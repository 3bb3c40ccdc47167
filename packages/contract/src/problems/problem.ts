import type { Language } from '@maestro/domain'
import { z } from 'zod'

/** What a refusal sounds like. `{name}` in a sentence is replaced by the refusal's parameter of that name. */
export type ProblemWords = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503
  readonly title: Record<Language, string>
  readonly detail: Record<Language, string>
}

/** RFC 9457 `application/problem+json`, with our stable `code` and, for input, the errors by path. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
    /** Facts that belong to the refusal, such as the feature that is missing. */
    params: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>

const places = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g

/** Fills a sentence's `{name}` places, and picks the form of `{name|one|many}` by whether the number of that name is 1. */
export function fill(sentence: string, params: Readonly<Record<string, unknown>>): string {
  return sentence.replace(places, (place, name: string, one?: string, many?: string) => {
    if (!(name in params)) return many ?? place
    if (one === undefined || many === undefined) return String(params[name])
    return Number(params[name]) === 1 ? one : many
  })
}
