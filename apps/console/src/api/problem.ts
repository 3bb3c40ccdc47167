export interface ProblemDocument {
  status: number
  code: string
  title: string
  detail: string
  requestId?: string
  errors?: ReadonlyArray<{ path: string; message: string }>
}

/** What the API said no with: RFC 9457, already in the reader's language. Status 0 means that nobody answered. */
export class Problem extends Error implements ProblemDocument {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly requestId?: string
  readonly errors: ReadonlyArray<{ path: string; message: string }>
  /** Seconds to wait, where the answer said so. */
  readonly retryAfter: number | null

  constructor(document: ProblemDocument, retryAfter: number | null = null) {
    super(document.detail || document.title)
    this.name = 'Problem'
    this.status = document.status
    this.code = document.code
    this.title = document.title
    this.detail = document.detail
    if (document.requestId !== undefined) this.requestId = document.requestId
    this.errors = document.errors ?? []
    this.retryAfter = retryAfter
  }

  /** The sentence for one field of a form, by its path in the body. */
  on(path: string): string | undefined {
    return this.errors.find((error) => error.path === path || error.path === `/${path}`)?.message
  }
}

export const isProblem = (error: unknown): error is Problem => error instanceof Problem

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads any answer that is not a success; a proxy's HTML page becomes a problem too. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}))
  const read = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const requestId = text(read['requestId']) || response.headers.get('x-request-id') || ''
  const retryAfter = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'))
  return new Problem(
    {
      status: response.status,
      code: text(read['code']) || `http.${response.status}`,
      title: text(read['title']),
      detail: text(read['detail']) || text(read['message']),
      ...(requestId && { requestId }),
      ...(Array.isArray(read['errors']) && { errors: read['errors'] as ProblemDocument['errors'] & object }),
    },
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  )
}

export const unreachable = () => new Problem({ status: 0, code: 'network.unreachable', title: '', detail: '' })
