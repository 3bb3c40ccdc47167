import type { ProblemCode } from '@maestro/contract'

export type FieldError = {
  readonly path: string
  readonly code: ProblemCode
  readonly params?: Readonly<Record<string, unknown>>
}

/** A "no" on its way to the door, where it becomes `application/problem+json`. Nothing of the work is kept. */
export class Refused extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: Readonly<Record<string, unknown>> = {},
    readonly fields: readonly FieldError[] = [],
  ) {
    super(code)
  }
}

/** What does not exist and what one may not see are the same. */
export function notFound(): Refused {
  return new Refused('request.not-found')
}
